package dev.breakwater.cli.vehicle;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.ListedFile;
import dev.breakwater.wire.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which models a bundle lets a car use: those whose passing test it carries, as {@code
 * certificates/DIGEST.json}, where DIGEST is the SHA-256 of the model. The bundle's signers answer
 * for the test; its digest is in the manifest that they sign.
 */
public final class CertifiedModels {
  private static final String FOLDER = "certificates/";
  private static final String ENDING = ".json";

  private CertifiedModels() {}

  /**
   * Returns the certificates of the models, in their order; empty if no bundle has certificates.
   *
   * @param files of the bundle in force; none if the built-in pack decides
   * @throws CommandFailedException if a bundle with certificates is in force, and one of the models
   *     has none
   */
  public static Map<Digest, Digest> require(List<ListedFile> files, List<Digest> models)
      throws CommandFailedException {
    Map<String, Digest> certificates = new LinkedHashMap<>();
    files.stream()
        .filter(file -> file.kind() == FileKind.MODEL_CERTIFICATE)
        .forEach(file -> certificates.put(model(file), file.digest()));
    Map<Digest, Digest> found = new LinkedHashMap<>();
    for (Digest model : certificates.isEmpty() ? List.<Digest>of() : models) {
      Digest certificate = certificates.get(model.hex());
      // Fail closed: a model that nobody tested covers nothing (GB/T 44464-2024 §5.6.2).
      if (certificate == null) {
        throw new CommandFailedException(
            "The model " + model.hex() + " has no certificate in the policy bundle in force.",
            "Use a certified model, or a bundle with " + FOLDER + model.hex() + ENDING + ".");
      }
      found.put(model, certificate);
    }
    return found;
  }

  private static String model(ListedFile file) {
    String path = file.path();
    return path.startsWith(FOLDER) && path.endsWith(ENDING)
        ? path.substring(FOLDER.length(), path.length() - ENDING.length())
        : path;
  }
}
