package dev.breakwater.console.fleet;

import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;

/**
 * What is known of a stored clip without its pictures. The vehicle chose the sensor's name.
 *
 * @param clip digest of its file, hexadecimal
 * @param item name of its manifest's item
 * @param heardMillis when the broker took the manifest, Unix milliseconds
 * @param faces masks put on faces, in all frames
 * @param plates masks put on plates
 */
record ClipLabel(
    String clip,
    String item,
    String purpose,
    String sensor,
    int widthPx,
    int heightPx,
    int frames,
    int faces,
    int plates,
    long heardMillis) {
  static ClipLabel of(Item item, ClipManifest manifest, long heardMillis) {
    return new ClipLabel(
        manifest.clip().hex(),
        item.id().toString(),
        item.purpose(),
        manifest.sensor(),
        manifest.widthPx(),
        manifest.heightPx(),
        manifest.frames().size(),
        manifest.frames().stream().mapToInt(GateAttestation::faces).sum(),
        manifest.frames().stream().mapToInt(GateAttestation::plates).sum(),
        heardMillis);
  }
}
