package dev.breakwater.anonymizer.files;

import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How outputs are made; goes into each manifest, and an output made otherwise is made again.
 *
 * @param program name and version
 * @param models digests of the networks that search
 * @param parameters by name: profile, redaction, thresholds and whatever else changes an output
 */
public record Provenance(
    String program, List<Digest> models, Map<String, String> parameters, Signer signer) {
  public Provenance {
    models = List.copyOf(models);
    parameters = Map.copyOf(parameters);
  }

  /** Returns the same with one more parameter. */
  Provenance with(String name, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(name, value);
    return new Provenance(program, models, more, signer);
  }

  /** Returns the digests as they are written. */
  List<String> modelDigests() {
    return models.stream().map(Digest::hex).toList();
  }

  /** Returns whether a manifest tells of a file made the same way. */
  boolean isThatOf(Manifest manifest) {
    return manifest.program().equals(program)
        && manifest.models().equals(modelDigests())
        && manifest.parameters().equals(new TreeMap<>(parameters))
        && manifest.signer().equals(signer.keyName());
  }
}
