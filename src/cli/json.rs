//! Any message of the API as one line of JSON, for scripts.
//!
//! Fields have their names of the proto files, enums their whole names, instants are RFC 3339 in UTC, and 64-bit numbers
//! are numbers. Fields that tell "absent" from "zero" are left out when they are absent; all others are always there.

use std::sync::LazyLock;

use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, FieldDescriptor, ReflectMessage, Value};
use serde_json::{Map, Number, Value as Json};

use super::failure::Failure;
use crate::api::proto::DESCRIPTORS;

const PACKAGE: &str = "patrol.v1";
const TIMESTAMP: &str = "google.protobuf.Timestamp";

static POOL: LazyLock<Option<DescriptorPool>> = LazyLock::new(|| DescriptorPool::decode(DESCRIPTORS).ok());

/// The message as JSON on one line. `name` is that of the message, such as `Unit`.
///
/// # Errors
/// When the descriptors that were built in do not know the message, which the tests rule out.
pub(super) fn line(name: &str, message: &impl Message) -> Result<String, Failure> {
    Ok(json(name, message)?.to_string())
}

fn json(name: &str, message: &impl Message) -> Result<Json, Failure> {
    let unknown = || Failure::Other(format!("failed to write JSON: no message {name}"));
    let pool = POOL.as_ref().ok_or_else(unknown)?;
    let descriptor = pool.get_message_by_name(&format!("{PACKAGE}.{name}")).ok_or_else(unknown)?;
    let dynamic = DynamicMessage::decode(descriptor, message.encode_to_vec().as_slice())
        .map_err(|why| Failure::Other(format!("failed to write JSON: {why}")))?;
    Ok(object(&dynamic))
}

fn object(message: &DynamicMessage) -> Json {
    if message.descriptor().full_name() == TIMESTAMP {
        return instant(message);
    }
    let mut fields = Map::new();
    for field in message.descriptor().fields() {
        if field.supports_presence() && !message.has_field(&field) {
            continue;
        }
        fields.insert(field.name().to_owned(), value(&field, &message.get_field(&field)));
    }
    Json::Object(fields)
}

fn value(field: &FieldDescriptor, value_of: &Value) -> Json {
    match value_of {
        Value::Bool(it) => Json::Bool(*it),
        Value::I32(it) => Json::from(*it),
        Value::I64(it) => Json::from(*it),
        Value::U32(it) => Json::from(*it),
        Value::U64(it) => Json::from(*it),
        Value::F32(it) => number(f64::from(*it)),
        Value::F64(it) => number(*it),
        Value::String(it) => Json::from(it.as_str()),
        Value::EnumNumber(it) => enum_name(field, *it),
        Value::Message(it) => object(it),
        Value::List(items) => items.iter().map(|item| value(field, item)).collect(),
        // The API has neither.
        Value::Bytes(_) | Value::Map(_) => Json::Null,
    }
}

fn number(value: f64) -> Json {
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}

/// The value's name, or its number when this program does not know it yet.
fn enum_name(field: &FieldDescriptor, number: i32) -> Json {
    let kind = field.kind();
    let known = kind.as_enum().and_then(|kind| kind.get_value(number));
    known.map_or_else(|| Json::from(number), |known| Json::from(known.name()))
}

fn instant(message: &DynamicMessage) -> Json {
    let seconds = message.get_field_by_name("seconds").and_then(|value| value.as_i64()).unwrap_or(0);
    let nanos = message.get_field_by_name("nanos").and_then(|value| value.as_i32()).unwrap_or(0);
    jiff::Timestamp::new(seconds, nanos).map_or(Json::Null, |at| Json::from(at.to_string()))
}

#[cfg(test)]
mod tests {
    use prost_types::Timestamp;

    use super::*;
    use crate::api::proto::{Dispatch, DispatchState, KnownPosition, Position, Unit, WatchResponse, WriteReceipt};

    #[test]
    fn field_names_are_those_of_the_proto_files() {
        let receipt = WriteReceipt {
            sequence: 9_007_199_254_740_993,
            record_time: Some(Timestamp { seconds: 1_764_000_000, nanos: 250_000_000 }),
            report: "reports/1".to_owned(),
            ..WriteReceipt::default()
        };
        assert_eq!(
            line("WriteReceipt", &receipt).expect("a message of the API"),
            r#"{"dispatches":[],"order":"","planned_event":"","policy_revision":0,"record_time":"2025-11-24T16:00:00.25Z","report":"reports/1","sequence":9007199254740993}"#
        );
    }

    #[test]
    fn absent_is_not_zero_and_unknown_values_pass() {
        let unit = Unit {
            tier: 99,
            kind: 1,
            position: Some(KnownPosition {
                position: Some(Position::default()),
                source: 1,
                ..KnownPosition::default()
            }),
            ..Unit::default()
        };
        let unit = json("Unit", &unit).expect("a message of the API");
        assert_eq!(unit["tier"], 99);
        assert_eq!(unit["kind"], "UNIT_KIND_MOTORCYCLE");
        assert_eq!(unit["position"]["position"]["latitude_deg"], 0.0);
        assert!(unit["position"].get("age_ms").is_none() && unit.get("duty").is_none());
    }

    #[test]
    fn every_message_that_is_written_is_known() {
        for name in ["Unit", "Incident", "GetIncidentResponse", "RecommendUnitsResponse", "WriteReceipt"] {
            json(name, &Unit::default()).expect(name);
        }
        json("WatchResponse", &WatchResponse::default()).expect("WatchResponse");
        let dispatch = Dispatch { state: DispatchState::Arrived.into(), ..Dispatch::default() };
        assert_eq!(json("Dispatch", &dispatch).expect("Dispatch")["state"], "DISPATCH_STATE_ARRIVED");
    }
}
