//! HTTP/2 as bytes, so that an attacker can send what no library would.

/// How every connection begins (RFC 9113, section 3.4).
pub(super) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
pub(super) const PRIORITY: u8 = 2;
pub(super) const RST_STREAM: u8 = 3;
pub(super) const SETTINGS: u8 = 4;
pub(super) const PING: u8 = 6;
pub(super) const WINDOW_UPDATE: u8 = 8;
pub(super) const CONTINUATION: u8 = 9;

pub(super) const END_STREAM: u8 = 1;
pub(super) const END_HEADERS: u8 = 4;

/// `SETTINGS_INITIAL_WINDOW_SIZE`.
pub(super) const INITIAL_WINDOW: u16 = 4;
/// `SETTINGS_HEADER_TABLE_SIZE`.
pub(super) const TABLE_SIZE: u16 = 1;

/// A frame.
pub(super) fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a frame that can be sent");
    let mut bytes = length.to_be_bytes()[1..].to_vec();
    bytes.extend([kind, flags]);
    bytes.extend(stream.to_be_bytes());
    bytes.extend(payload);
    bytes
}

/// A SETTINGS frame with one setting.
pub(super) fn setting(key: u16, value: u32) -> Vec<u8> {
    let mut payload = key.to_be_bytes().to_vec();
    payload.extend(value.to_be_bytes());
    frame(SETTINGS, 0, 0, &payload)
}

/// The header block of a gRPC call, by literals that need no table.
pub(super) fn call(method: &str) -> Vec<u8> {
    // :method POST and :scheme http stand in the static table.
    let mut block = vec![0x83, 0x86];
    block.push(0x04);
    block.extend(text(&format!("/patrol.v1.{method}")));
    block.push(0x01);
    block.extend(text("127.0.0.1"));
    block.extend(header("content-type", "application/grpc"));
    block.extend(header("te", "trailers"));
    block
}

/// One header, not to be remembered.
pub(super) fn header(name: &str, value: &str) -> Vec<u8> {
    let mut block = vec![0x00];
    block.extend(text(name));
    block.extend(text(value));
    block
}

/// One header, to be remembered in the dynamic table.
pub(super) fn remembered(name: &str, value: &str) -> Vec<u8> {
    let mut block = vec![0x40];
    block.extend(text(name));
    block.extend(text(value));
    block
}

/// A text with its length, not compressed (RFC 7541, section 5).
fn text(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    match u8::try_from(text.len()) {
        Ok(length) if length < 127 => bytes.push(length),
        _ => {
            let mut rest = text.len() - 127;
            bytes.push(127);
            while rest >= 128 {
                bytes.push(u8::try_from(rest % 128).expect("seven bits") | 0x80);
                rest /= 128;
            }
            bytes.push(u8::try_from(rest).expect("seven bits"));
        }
    }
    bytes.extend(text.as_bytes());
    bytes
}

/// A gRPC message that says how long it is, with as much of it as is given.
pub(super) fn message(compressed: bool, claims: u32, bytes: &[u8]) -> Vec<u8> {
    let mut message = vec![u8::from(compressed)];
    message.extend(claims.to_be_bytes());
    message.extend(bytes);
    message
}

#[test]
fn a_frame_is_laid_out_as_the_rfc_says() {
    assert_eq!(frame(PING, 0, 0, &[7; 8])[..10], [0, 0, 8, 6, 0, 0, 0, 0, 0, 7]);
    assert_eq!(text("ab"), [2, b'a', b'b']);
    assert_eq!(text(&"a".repeat(1_337))[..4], [0x7f, 0xba, 0x09, b'a'], "RFC 7541, C.1.2 with a prefix of seven bits");
}
