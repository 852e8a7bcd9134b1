//! `patrol.v1` only ever grows: what an app was built against stays.
//!
//! The descriptors of this build are compared with the committed ones, promise by promise. A promise that is gone (a
//! field, value or method removed, renamed, renumbered or retyped) is a breaking change and has no way around. A new
//! promise is recorded by running the test once with `PATROLD_ACCEPT_API_ADDITIONS=1` and committing the file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use prost::Message;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorSet, ServiceDescriptorProto};

const ACCEPT: &str = "PATROLD_ACCEPT_API_ADDITIONS";

#[test]
fn nothing_that_was_promised_is_gone() {
    let golden = golden_path();
    let accept = std::env::var_os(ACCEPT).is_some();
    let now = promises(patrold::api::proto::DESCRIPTORS);
    let promised = match std::fs::read(&golden) {
        Ok(bytes) => promises(&bytes),
        Err(_) if accept => BTreeSet::new(),
        Err(why) => panic!("failed to read {}: {why}", golden.display()),
    };
    let broken: Vec<_> = promised.difference(&now).collect();
    assert!(broken.is_empty(), "breaking changes of patrol.v1: {broken:#?}");
    let added: Vec<_> = now.difference(&promised).collect();
    if accept && !added.is_empty() {
        std::fs::write(&golden, patrold::api::proto::DESCRIPTORS).expect("the golden file is writable");
        return;
    }
    assert!(added.is_empty(), "additions to patrol.v1, to be recorded with {ACCEPT}=1: {added:#?}");
}

#[test]
fn each_kind_of_break_is_noticed() {
    let before = patrold::api::proto::DESCRIPTORS;
    let promised = promises(before);
    let breaks: [fn(&mut DescriptorProto); 4] = [
        |message| drop(message.field.pop()),
        |message| message.field[0].number = Some(99),
        |message| message.field[0].name = Some("renamed".to_owned()),
        |message| message.field[0].set_type(Type::Bytes),
    ];
    for change in breaks {
        let mut set = FileDescriptorSet::decode(before).expect("our own descriptors");
        let file = set.file.iter_mut().find(|file| file.name().ends_with("unit.proto")).expect("there");
        let hello = file.message_type.iter_mut().find(|message| message.name() == "Hello").expect("there");
        change(hello);
        assert!(!promised.is_subset(&promises(&set.encode_to_vec())));
    }
}

#[test]
fn enums_begin_with_unspecified_and_units_are_named() {
    let set = FileDescriptorSet::decode(patrold::api::proto::DESCRIPTORS).expect("our own descriptors");
    for file in set.file.iter().filter(|file| file.package() == "patrol.v1") {
        for kind in &file.enum_type {
            let zero = kind.value.iter().find(|value| value.number() == 0).expect("proto3 wants a zero");
            assert!(zero.name().ends_with("_UNSPECIFIED"), "{} begins with {}", kind.name(), zero.name());
        }
    }
}

fn golden_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/patrol_v1.binpb")
}

/// Everything that a client can rely on, a line each.
fn promises(descriptors: &[u8]) -> BTreeSet<String> {
    let set = FileDescriptorSet::decode(descriptors).expect("an encoded FileDescriptorSet");
    let mut promises = BTreeSet::new();
    for file in set.file.iter().filter(|file| file.package() == "patrol.v1") {
        for message in &file.message_type {
            of_message(file.package(), message, &mut promises);
        }
        for kind in &file.enum_type {
            of_enum(file.package(), kind, &mut promises);
        }
        for service in &file.service {
            of_service(file.package(), service, &mut promises);
        }
    }
    promises
}

fn of_message(scope: &str, message: &DescriptorProto, promises: &mut BTreeSet<String>) {
    let name = format!("{scope}.{}", message.name());
    promises.insert(format!("message {name}"));
    for field in &message.field {
        let oneof = field.oneof_index.and_then(|index| message.oneof_decl.get(usize::try_from(index).ok()?));
        promises.insert(format!(
            "field {name}.{} = {}: {} {} {} in {:?}",
            field.name(),
            field.number(),
            label(field.label()),
            field.r#type().as_str_name(),
            field.type_name(),
            oneof.map(prost_types::OneofDescriptorProto::name),
        ));
    }
    for nested in &message.nested_type {
        of_message(&name, nested, promises);
    }
    for kind in &message.enum_type {
        of_enum(&name, kind, promises);
    }
}

fn label(label: Label) -> &'static str {
    label.as_str_name()
}

fn of_enum(scope: &str, kind: &EnumDescriptorProto, promises: &mut BTreeSet<String>) {
    for value in &kind.value {
        promises.insert(format!("value {scope}.{}.{} = {}", kind.name(), value.name(), value.number()));
    }
}

fn of_service(scope: &str, service: &ServiceDescriptorProto, promises: &mut BTreeSet<String>) {
    for method in &service.method {
        promises.insert(format!(
            "method {scope}.{}.{}: {}{} -> {}{}",
            service.name(),
            method.name(),
            if method.client_streaming() { "stream " } else { "" },
            method.input_type(),
            if method.server_streaming() { "stream " } else { "" },
            method.output_type(),
        ));
    }
}
