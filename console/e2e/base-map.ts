// A base map as an operator would name it: a PMTiles file of one vector tile, written by its published layout.

import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** One tile at zoom 0 in the layers of Protomaps: earth all over, and water across the middle of the demo city. */
export function tinyTiles(): Uint8Array {
  const tile = new BinaryWriter();
  for (const [name, ring] of [
    ["earth", [[0, 0], [4096, 0], [4096, 4096], [0, 4096]]],
    ["water", [[0, 1779], [4096, 1779], [4096, 1781], [0, 1781]]],
  ] as const) {
    tile.tag(3, WireType.LengthDelimited).fork();
    tile.tag(15, WireType.Varint).uint32(2).tag(1, WireType.LengthDelimited).string(name).tag(5, WireType.Varint).uint32(4096);
    tile.tag(2, WireType.LengthDelimited).fork().tag(3, WireType.Varint).uint32(3);
    tile.tag(4, WireType.LengthDelimited).fork();
    for (const command of polygon(ring)) tile.uint32(command);
    tile.join().join().join();
  }
  return pack(tile.finish());
}

/** The commands of a polygon: move, lines, close. */
function polygon(ring: readonly (readonly [number, number])[]): number[] {
  const out: number[] = [];
  const zigzag = (n: number) => ((n << 1) ^ (n >> 31)) >>> 0;
  let [x, y] = [0, 0];
  ring.forEach(([px, py], index) => {
    if (index === 0) out.push((1 << 3) | 1);
    if (index === 1) out.push(((ring.length - 1) << 3) | 2);
    out.push(zigzag(px - x), zigzag(py - y));
    [x, y] = [px, py];
  });
  return [...out, (1 << 3) | 7];
}

/** Header, root directory, metadata, tile; nothing compressed. */
function pack(tile: Uint8Array): Uint8Array {
  const directory = Uint8Array.from([...varint(1), ...varint(0), ...varint(1), ...varint(tile.length), ...varint(1)]);
  const metadata = new TextEncoder().encode(JSON.stringify({ vector_layers: [{ id: "earth", fields: {} }, { id: "water", fields: {} }] }));
  const file = new Uint8Array(127 + directory.length + metadata.length + tile.length);
  const view = new DataView(file.buffer);
  file.set(new TextEncoder().encode("PMTiles"));
  file[7] = 3;
  const places = [127, directory.length, 127 + directory.length, metadata.length, 0, 0, 127 + directory.length + metadata.length, tile.length, 1, 1, 1];
  places.forEach((value, index) => view.setBigUint64(8 + index * 8, BigInt(value), true));
  file[96] = 1; // clustered
  file[97] = 1; // directories and metadata as they are
  file[98] = 1; // tiles as they are
  file[99] = 1; // MVT
  file[100] = 0; // zoom 0 to 0
  file[101] = 0;
  for (const [at, degrees] of [[102, -180], [106, -85], [110, 180], [114, 85]] as const) view.setInt32(at, degrees * 1e7, true);
  file.set(directory, 127);
  file.set(metadata, 127 + directory.length);
  file.set(tile, 127 + directory.length + metadata.length);
  return file;
}

function varint(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...out, rest];
    out.push((rest & 127) | 128);
  }
}
