// Opens the operator's PMTiles file for the map.

import { addProtocol } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";
import { PATH } from "./tiles.ts";

/** The layers that the file has; none when it cannot be read. */
export async function openTiles(origin: string): Promise<string[]> {
  const protocol = new Protocol();
  const tiles = new PMTiles(`${origin}${PATH}`);
  protocol.add(tiles);
  addProtocol("pmtiles", protocol.tile);
  try {
    const metadata = (await tiles.getMetadata()) as { vector_layers?: { id: string }[] };
    return (metadata.vector_layers ?? []).map((it) => it.id);
  } catch (error) {
    console.error(error);
    return [];
  }
}
