//! Requests made from the descriptors of the API.

use std::collections::BTreeMap;

use patrold::api::proto::{self, PERSONAL_FIELDS};
use prost::Message;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_types::field_descriptor_proto::Type;
use prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorSet};
use uuid::Uuid;

/// How deep messages are filled that lie in messages.
const DEPTH_MAX: usize = 6;

/// What strings are filled with.
pub(super) struct Fill<'a> {
    /// Personal ones.
    pub(super) told: String,
    /// Others, by the name of their field.
    pub(super) other: fn(&str) -> String,
    /// What there is, by the name of the field that takes it.
    pub(super) known: Option<&'a BTreeMap<&'static str, String>>,
}

/// A method.
pub(super) struct Method {
    pub(super) path: String,
    pub(super) input: String,
    /// Whether either side streams.
    pub(super) streams: bool,
}

/// Everything that can be asked.
pub(super) struct Nest {
    messages: BTreeMap<String, DescriptorProto>,
    methods: Vec<(String, String, bool)>,
}

impl Nest {
    /// The API and health.
    pub(super) fn read() -> Self {
        let mut nest = Self { messages: BTreeMap::new(), methods: Vec::new() };
        for bytes in [proto::DESCRIPTORS, tonic_health::pb::FILE_DESCRIPTOR_SET] {
            let set = FileDescriptorSet::decode(bytes).expect("an encoded FileDescriptorSet");
            for file in set.file {
                let package = file.package().to_owned();
                for message in file.message_type {
                    nest.add(&package, message);
                }
                for service in file.service {
                    for method in &service.method {
                        let path = format!("/{package}.{}/{}", service.name(), method.name());
                        let streams = method.client_streaming() || method.server_streaming();
                        nest.methods.push((path, method.input_type().trim_start_matches('.').to_owned(), streams));
                    }
                }
            }
        }
        nest
    }

    fn add(&mut self, scope: &str, message: DescriptorProto) {
        let name = format!("{scope}.{}", message.name());
        for nested in message.nested_type.clone() {
            self.add(&name, nested);
        }
        self.messages.insert(name, message);
    }

    pub(super) fn methods(&self) -> impl Iterator<Item = Method> + '_ {
        self.methods.iter().map(|(path, input, streams)| Method {
            path: path.clone(),
            input: input.clone(),
            streams: *streams,
        })
    }

    /// In how many ways a message must be made for every member of its oneofs to be in one.
    pub(super) fn variants(&self, message: &str) -> usize {
        self.most_members(message, 0).max(1)
    }

    fn most_members(&self, name: &str, depth: usize) -> usize {
        let Some(message) = self.messages.get(name).filter(|_| depth < DEPTH_MAX) else { return 1 };
        let members = |index: usize| {
            let of = |field: &&FieldDescriptorProto| {
                field.oneof_index.is_some_and(|it| usize::try_from(it) == Ok(index)) && !field.proto3_optional()
            };
            message.field.iter().filter(of).count()
        };
        let own = (0..message.oneof_decl.len()).map(members).max().unwrap_or(0);
        let inner = message.field.iter().filter(|field| field.r#type() == Type::Message);
        inner.map(|field| self.most_members(field.type_name().trim_start_matches('.'), depth + 1)).fold(own, usize::max)
    }

    /// A message with everything in it.
    pub(super) fn encode(&self, message: &str, variant: usize, fill: &Fill<'_>) -> Vec<u8> {
        self.fill(message, variant, fill, 0)
    }

    fn fill(&self, name: &str, variant: usize, fill: &Fill<'_>, depth: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let Some(message) = self.messages.get(name).filter(|_| depth < DEPTH_MAX) else { return bytes };
        let mut seen: BTreeMap<i32, Vec<&FieldDescriptorProto>> = BTreeMap::new();
        let mut chosen = Vec::new();
        for field in &message.field {
            match field.oneof_index.filter(|_| !field.proto3_optional()) {
                Some(oneof) => seen.entry(oneof).or_default().push(field),
                None => chosen.push(field),
            }
        }
        chosen.extend(seen.values().map(|members| members[variant % members.len()]));
        for field in chosen {
            self.field(&mut bytes, name, field, (variant, depth), fill);
        }
        bytes
    }

    fn field(
        &self,
        bytes: &mut Vec<u8>,
        of: &str,
        field: &FieldDescriptorProto,
        (variant, depth): (usize, usize),
        fill: &Fill<'_>,
    ) {
        let number = u32::try_from(field.number()).expect("positive");
        let mut put = |value: &[u8]| {
            encode_key(number, WireType::LengthDelimited, bytes);
            encode_varint(value.len() as u64, bytes);
            bytes.extend_from_slice(value);
        };
        match field.r#type() {
            Type::String => put(text(of, field.name(), fill).as_bytes()),
            Type::Bytes => put((fill.other)(field.name()).as_bytes()),
            Type::Message | Type::Group => {
                let inner = field.type_name().trim_start_matches('.');
                if inner == "google.protobuf.Timestamp" {
                    return;
                }
                let inner = self.fill(inner, variant, fill, depth + 1);
                put(&inner);
            }
            Type::Double => {
                encode_key(number, WireType::SixtyFourBit, bytes);
                // Somewhere in the city, for either coordinate.
                let value: f64 = if field.name().contains("longitude") { 113.75 } else { 23.02 };
                bytes.extend_from_slice(&value.to_le_bytes());
            }
            Type::Float | Type::Fixed32 | Type::Sfixed32 => {
                encode_key(number, WireType::ThirtyTwoBit, bytes);
                bytes.extend_from_slice(&1_f32.to_le_bytes());
            }
            Type::Fixed64 | Type::Sfixed64 => {
                encode_key(number, WireType::SixtyFourBit, bytes);
                bytes.extend_from_slice(&1_u64.to_le_bytes());
            }
            Type::Bool if fill.known.is_some() => {}
            Type::Bool
            | Type::Enum
            | Type::Int32
            | Type::Int64
            | Type::Uint32
            | Type::Uint64
            | Type::Sint32
            | Type::Sint64 => {
                encode_key(number, WireType::Varint, bytes);
                encode_varint(1, bytes);
            }
        }
    }
}

fn text(of: &str, field: &str, fill: &Fill<'_>) -> String {
    if field == "request_id" && fill.known.is_some() {
        return Uuid::now_v7().to_string();
    }
    let known = fill.known.and_then(|known| known.get(field)).cloned();
    let personal = PERSONAL_FIELDS.contains(&format!("{of}.{field}").as_str());
    match known {
        // Where there is a right one, as for a badge number, it is taken.
        Some(known) => known,
        None if personal => fill.told.clone(),
        None => (fill.other)(field),
    }
}

/// Bytes that are no message, with the canary in them.
pub(super) fn broken(canary: &str) -> Vec<Vec<u8>> {
    let mut not_utf8 = Vec::new();
    encode_key(1, WireType::LengthDelimited, &mut not_utf8);
    encode_varint(canary.len() as u64 + 2, &mut not_utf8);
    not_utf8.extend_from_slice(canary.as_bytes());
    not_utf8.extend_from_slice(&[0xFF, 0xFE]);
    let mut too_short = Vec::new();
    encode_key(1, WireType::LengthDelimited, &mut too_short);
    encode_varint(100_000, &mut too_short);
    too_short.extend_from_slice(canary.as_bytes());
    let too_long = canary.repeat(10_000).into_bytes();
    vec![not_utf8, too_short, canary.as_bytes().to_vec(), too_long]
}
