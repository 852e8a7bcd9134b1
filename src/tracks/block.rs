//! One block of the track log: rows of fixes and verdicts, delta-encoded, under a checksum.
//!
//! ```text
//! header, 40 bytes, little-endian
//!   0  magic "PTB1"          4  payload length u32     8  rows u32        12  crc32c of the payload u32
//!  16  earliest taken_at i64 24  latest taken_at i64  32  zero u32        36  crc32c of bytes 0 to 35 u32
//! payload: rows, one after the other; v = LEB128 varint, z = zigzag varint
//!   unit v       index among the block's units; the next free index is followed by a length byte and the name
//!   verdict u8   place in FixVerdict::ALL
//!   has u8       1 order, 2 accuracy, 4 speed, 8 heading, 16 device time, 32 exact coordinates
//!   received z   microseconds since the row before          taken z   microseconds before received
//!   latitude, longitude   z each, 1e-7 degrees since the same unit's row before; or, when exact, f64 each
//!   order        boot z, sequence z, each since the same unit's row before
//!   accuracy, speed, heading   f32 each                     device time z   microseconds since taken
//! ```
//! A coordinate with at most seven decimals survives as itself; any other is kept exactly as eight bytes. Either way
//! what is read is what was written.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::domain::geo::Point;
use crate::domain::ids::UnitId;
use crate::domain::position::{DeviceOrder, Fix, FixVerdict};
use crate::domain::time::EngineTime;

pub(super) const HEADER_BYTES: usize = 40;
const MAGIC: [u8; 4] = *b"PTB1";

/// The largest payload that a reader believes.
pub const PAYLOAD_BYTES_MAX: u32 = 64 << 20;

/// Why a block cannot be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum BadBlock {
    /// The header is torn, or no header.
    #[error("invalid block header: it is torn or its checksum does not match")]
    Header,
    /// The payload ends before its length.
    #[error("invalid block payload: it is torn")]
    Torn,
    /// The payload's checksum does not match.
    #[error("invalid block payload: its checksum does not match")]
    Checksum,
    /// The payload is whole but no rows, as from another version.
    #[error("invalid block payload: it does not decode")]
    Content,
}

/// What a header says of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) payload_bytes: u32,
    pub(super) rows: u32,
    checksum: u32,
    pub(super) earliest: EngineTime,
    pub(super) latest: EngineTime,
}

/// What the next row of a unit is told apart from.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    latitude_e7: i64,
    longitude_e7: i64,
    order: DeviceOrder,
}

/// A block in the making.
#[derive(Debug, Default)]
pub(super) struct BlockBuilder {
    payload: Vec<u8>,
    rows: u32,
    units: BTreeMap<UnitId, usize>,
    before: Vec<Before>,
    received_at: i64,
    range: Option<(EngineTime, EngineTime)>,
}

const HAS_ORDER: u8 = 1;
const HAS_ACCURACY: u8 = 2;
const HAS_SPEED: u8 = 4;
const HAS_HEADING: u8 = 8;
const HAS_DEVICE_TIME: u8 = 16;
const HAS_EXACT: u8 = 32;

impl BlockBuilder {
    pub(super) const fn rows(&self) -> u32 {
        self.rows
    }

    pub(super) fn push(&mut self, fix: &Fix, verdict: FixVerdict) {
        let index = self.unit(&fix.unit);
        let mut before = self.before.get(index).copied().unwrap_or_default();
        let hundred_nanodegrees = e7(fix.at.latitude_deg()).zip(e7(fix.at.longitude_deg()));

        let flag = |present: bool, bit: u8| if present { bit } else { 0 };
        self.payload.push(FixVerdict::ALL.iter().position(|one| *one == verdict).map_or(u8::MAX, low_byte));
        self.payload.push(
            flag(fix.order.is_some(), HAS_ORDER)
                | flag(fix.accuracy_m.is_some(), HAS_ACCURACY)
                | flag(fix.speed_mps.is_some(), HAS_SPEED)
                | flag(fix.heading_deg.is_some(), HAS_HEADING)
                | flag(fix.device_time.is_some(), HAS_DEVICE_TIME)
                | flag(hundred_nanodegrees.is_none(), HAS_EXACT),
        );
        let (received_at, taken_at) = (fix.received_at.as_micros(), fix.taken_at.as_micros());
        self.zigzag(received_at.wrapping_sub(self.received_at));
        self.zigzag(received_at.wrapping_sub(taken_at));
        self.received_at = received_at;

        if let Some((latitude_e7, longitude_e7)) = hundred_nanodegrees {
            self.zigzag(latitude_e7 - before.latitude_e7);
            self.zigzag(longitude_e7 - before.longitude_e7);
            (before.latitude_e7, before.longitude_e7) = (latitude_e7, longitude_e7);
        } else {
            self.payload.extend(fix.at.latitude_deg().to_le_bytes());
            self.payload.extend(fix.at.longitude_deg().to_le_bytes());
        }
        if let Some(order) = fix.order {
            self.zigzag(i64::from(order.boot) - i64::from(before.order.boot));
            self.zigzag(order.sequence.wrapping_sub(before.order.sequence).cast_signed());
            before.order = order;
        }
        for number in [fix.accuracy_m, fix.speed_mps, fix.heading_deg].into_iter().flatten() {
            self.payload.extend(number.to_le_bytes());
        }
        if let Some(device_time) = fix.device_time {
            self.zigzag(device_time.as_micros().wrapping_sub(taken_at));
        }
        if let Some(slot) = self.before.get_mut(index) {
            *slot = before;
        }
        self.rows += 1;
        let (earliest, latest) = self.range.unwrap_or((fix.taken_at, fix.taken_at));
        self.range = Some((Ord::min(earliest, fix.taken_at), Ord::max(latest, fix.taken_at)));
    }

    /// The block's bytes; none when it has no rows.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        let (earliest, latest) = self.range?;
        let mut block = Vec::with_capacity(HEADER_BYTES + self.payload.len());
        block.extend(MAGIC);
        block.extend(u32::try_from(self.payload.len()).unwrap_or(u32::MAX).to_le_bytes());
        block.extend(self.rows.to_le_bytes());
        block.extend(crc32c::crc32c(&self.payload).to_le_bytes());
        block.extend(earliest.as_micros().to_le_bytes());
        block.extend(latest.as_micros().to_le_bytes());
        block.extend(0_u32.to_le_bytes());
        block.extend(crc32c::crc32c(&block).to_le_bytes());
        block.extend(self.payload);
        Some(block)
    }

    fn unit(&mut self, unit: &UnitId) -> usize {
        let next = self.units.len();
        let index = *self.units.entry(unit.clone()).or_insert(next);
        self.varint(index as u64);
        if index == next {
            self.before.push(Before::default());
            self.payload.push(low_byte(unit.as_str().len()));
            self.payload.extend(unit.as_str().as_bytes());
        }
        index
    }

    fn zigzag(&mut self, number: i64) {
        self.varint(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn varint(&mut self, mut number: u64) {
        loop {
            let [low, ..] = number.to_le_bytes();
            number >>= 7;
            if number == 0 {
                self.payload.push(low);
                return;
            }
            self.payload.push(low | 0x80);
        }
    }
}

impl Header {
    /// Reads a header from the front of some bytes.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, BadBlock> {
        let header = bytes.get(..HEADER_BYTES).ok_or(BadBlock::Header)?;
        let mut input = Input(header);
        let (magic, payload_bytes, rows) = (input.array()?, input.u32()?, input.u32()?);
        let (checksum, earliest, latest) = (input.u32()?, input.i64()?, input.i64()?);
        let (_zero, own_checksum) = (input.u32()?, input.u32()?);
        let sum = header.get(..HEADER_BYTES - 4).map(crc32c::crc32c);
        if magic != MAGIC || sum != Some(own_checksum) || payload_bytes > PAYLOAD_BYTES_MAX {
            return Err(BadBlock::Header);
        }
        let (earliest, latest) = (EngineTime::from_micros(earliest), EngineTime::from_micros(latest));
        Ok(Self { payload_bytes, rows, checksum, earliest, latest })
    }

    /// Reads the rows behind this header.
    pub(super) fn rows(&self, payload: &[u8]) -> Result<Vec<(Fix, FixVerdict)>, BadBlock> {
        if crc32c::crc32c(payload) != self.checksum {
            return Err(BadBlock::Checksum);
        }
        let mut decoder = Decoder { input: Input(payload), units: Vec::new(), received_at: 0 };
        let rows = (0..self.rows).map(|_| decoder.row().map_err(|_| BadBlock::Content)).collect::<Result<_, _>>()?;
        if decoder.input.0.is_empty() { Ok(rows) } else { Err(BadBlock::Content) }
    }
}

/// The offset of the next thing that looks like a block, for going on behind a damaged one.
pub(super) fn next_magic(bytes: &[u8]) -> Option<usize> {
    bytes.windows(MAGIC.len()).position(|window| window == MAGIC)
}

struct Decoder<'a> {
    input: Input<'a>,
    units: Vec<(UnitId, Before)>,
    received_at: i64,
}

impl Decoder<'_> {
    fn row(&mut self) -> Result<(Fix, FixVerdict), BadBlock> {
        let index = self.unit()?;
        let (unit, mut before) = self.units.get(index).cloned().ok_or(BadBlock::Content)?;
        let verdict = *FixVerdict::ALL.get(usize::from(self.input.u8()?)).ok_or(BadBlock::Content)?;
        let has = self.input.u8()?;
        self.received_at = self.received_at.wrapping_add(self.input.zigzag()?);
        let taken_at = self.received_at.wrapping_sub(self.input.zigzag()?);

        let at = if has & HAS_EXACT == 0 {
            before.latitude_e7 = before.latitude_e7.wrapping_add(self.input.zigzag()?);
            before.longitude_e7 = before.longitude_e7.wrapping_add(self.input.zigzag()?);
            Point::new(degrees(before.latitude_e7), degrees(before.longitude_e7))
        } else {
            Point::new(f64::from_le_bytes(self.input.array()?), f64::from_le_bytes(self.input.array()?))
        };
        let order = if has & HAS_ORDER == 0 {
            None
        } else {
            let boot = i64::from(before.order.boot).wrapping_add(self.input.zigzag()?);
            let sequence = before.order.sequence.wrapping_add(self.input.zigzag()?.cast_unsigned());
            before.order = DeviceOrder { boot: u32::try_from(boot).map_err(|_| BadBlock::Content)?, sequence };
            Some(before.order)
        };
        let mut number = |bit: u8| match has & bit {
            0 => Ok(None),
            _ => self.input.array().map(f32::from_le_bytes).map(Some),
        };
        let (accuracy_m, speed_mps, heading_deg) = (number(HAS_ACCURACY)?, number(HAS_SPEED)?, number(HAS_HEADING)?);
        let device_time = match has & HAS_DEVICE_TIME {
            0 => None,
            _ => Some(EngineTime::from_micros(taken_at.wrapping_add(self.input.zigzag()?))),
        };
        if let Some((_, slot)) = self.units.get_mut(index) {
            *slot = before;
        }
        let fix = Fix {
            unit,
            at: at.map_err(|_| BadBlock::Content)?,
            taken_at: EngineTime::from_micros(taken_at),
            received_at: EngineTime::from_micros(self.received_at),
            order,
            accuracy_m,
            speed_mps,
            heading_deg,
            device_time,
        };
        Ok((fix, verdict))
    }

    fn unit(&mut self) -> Result<usize, BadBlock> {
        let index = usize::try_from(self.input.varint()?).map_err(|_| BadBlock::Content)?;
        if index == self.units.len() {
            let length = usize::from(self.input.u8()?);
            let name = std::str::from_utf8(self.input.take(length)?).map_err(|_| BadBlock::Content)?;
            let unit = UnitId::new(name).map_err(|_| BadBlock::Content)?;
            self.units.push((unit, Before::default()));
        }
        Ok(index)
    }
}

/// What is left to be read.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], BadBlock> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BadBlock::Content)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BadBlock> {
        self.take(N)?.try_into().map_err(|_| BadBlock::Content)
    }

    fn u8(&mut self) -> Result<u8, BadBlock> {
        self.array().map(u8::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, BadBlock> {
        self.array().map(u32::from_le_bytes)
    }

    fn i64(&mut self) -> Result<i64, BadBlock> {
        self.array().map(i64::from_le_bytes)
    }

    fn varint(&mut self) -> Result<u64, BadBlock> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(BadBlock::Content)
    }

    fn zigzag(&mut self) -> Result<i64, BadBlock> {
        let number = self.varint()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

/// A coordinate in 1e-7 degrees, when it comes back from there as itself to the last bit.
fn e7(coordinate_deg: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "180 degrees are 1.8e9 units")]
    let units = (coordinate_deg * 1e7).round() as i64;
    (degrees(units).to_bits() == coordinate_deg.to_bits()).then_some(units)
}

fn degrees(units: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "1.8e9 units are far below 2^53; damage is refused by Point")]
    let units = units as f64;
    units / 1e7
}

/// A length that is known to fit: names have at most 32 bytes, verdicts are nine.
fn low_byte(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row() -> impl Strategy<Value = (Fix, FixVerdict)> {
        let coordinates = prop_oneof![
            (-90.0..=90.0, -180.0..=180.0),
            (-900_000_000..=900_000_000_i64, -1_800_000_000..=1_800_000_000_i64)
                .prop_map(|(lat, lon)| (degrees(lat), degrees(lon))),
            Just((-0.0, 180.0)),
        ];
        let times = (any::<i32>(), 0..100_000_000_i64, prop::option::of(any::<i64>()));
        let order = prop::option::of((any::<u32>(), any::<u64>()));
        let numbers = prop::array::uniform3(prop::option::of(0.0_f32..400.0));
        (0..5_u8, coordinates, times, order, numbers, 0..9_usize).prop_map(
            |(unit, (lat, lon), (received, age, device_time), order, [accuracy_m, speed_mps, heading_deg], verdict)| {
                let received_at = 1_700_000_000_000_000 + i64::from(received) * 1_000;
                let fix = Fix {
                    unit: UnitId::new(&format!("铁骑-{unit}")).expect("a callsign"),
                    at: Point::new(lat, lon).expect("a point"),
                    taken_at: EngineTime::from_micros(received_at - age),
                    received_at: EngineTime::from_micros(received_at),
                    order: order.map(|(boot, sequence)| DeviceOrder { boot, sequence }),
                    accuracy_m,
                    speed_mps,
                    heading_deg,
                    device_time: device_time.map(EngineTime::from_micros),
                };
                (fix, FixVerdict::ALL[verdict])
            },
        )
    }

    fn encode(rows: &[(Fix, FixVerdict)]) -> Vec<u8> {
        let mut block = BlockBuilder::default();
        for (fix, verdict) in rows {
            block.push(fix, *verdict);
        }
        block.finish().expect("rows")
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(rows in prop::collection::vec(row(), 1..60)) {
            let block = encode(&rows);
            let header = Header::decode(&block).expect("a header");
            prop_assert_eq!(header.rows(&block[HEADER_BYTES..]), Ok(rows));
        }

        #[test]
        fn no_flipped_bit_goes_unnoticed(rows in prop::collection::vec(row(), 1..6), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let mut block = encode(&rows);
            let at = at.index(block.len());
            block[at] ^= 1 << bit;
            let read = Header::decode(&block).and_then(|header| header.rows(&block[HEADER_BYTES..]));
            prop_assert!(read.is_err());
        }

        #[test]
        fn no_payload_brings_the_reader_down(payload in prop::collection::vec(any::<u8>(), 0..200), rows in 0..50_u32) {
            let now = EngineTime::EPOCH;
            let checksum = crc32c::crc32c(&payload);
            let header = Header { payload_bytes: 0, rows, checksum, earliest: now, latest: now };
            drop(header.rows(&payload));
        }
    }

    #[test]
    fn a_usual_fix_costs_some_twenty_bytes() {
        let rows: Vec<_> = (0..1_000_i32)
            .map(|number| {
                let received_at = EngineTime::from_micros(1_700_000_000_000_000 + i64::from(number) * 80_000);
                let fix = Fix {
                    unit: UnitId::new(&format!("R{}", number % 50)).expect("a callsign"),
                    at: Point::new(degrees(230_000_000 + i64::from(number * 37)), 113.75).expect("a point"),
                    taken_at: EngineTime::from_micros(received_at.as_micros() - 300_000),
                    received_at,
                    order: Some(DeviceOrder { boot: 4, sequence: u64::from(number.unsigned_abs()) }),
                    accuracy_m: Some(8.0),
                    speed_mps: None,
                    heading_deg: None,
                    device_time: None,
                };
                (fix, FixVerdict::Accepted)
            })
            .collect();
        let bytes = encode(&rows).len();
        assert!(bytes <= 22_000, "{bytes} bytes for 1,000 fixes");
    }
}
