package dev.breakwater.anonymizer.files;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares an output and what lies beside it with its manifest. */
public final class ManifestCheck {
  private ManifestCheck() {}

  /** Compares a manifest with its signature; the key is the caller's. */
  public interface Signature {
    /**
     * @param statement what must be signed, with the manifest's SHA-256
     * @param signature content of the signature file
     * @return why the signature is not good; empty if it is
     */
    Optional<String> problem(String statement, String signature);
  }

  /**
   * Returns what differs, one line each; an empty list if everything is as signed.
   *
   * @param output the anonymized file
   */
  public static List<String> differences(Path output, Signature signature) {
    List<String> found = new ArrayList<>();
    Path file = Manifest.of(output);
    try {
      String text = Manifest.readText(file);
      signed(text, output, signature).ifPresent(found::add);
      compare(Manifest.parse(text, file), output, found);
    } catch (JacksonException e) {
      found.add(file + ": is no manifest");
    } catch (IOException e) {
      found.add(file + ": cannot be read; without it nothing is proven");
    }
    return found;
  }

  private static Optional<String> signed(String text, Path output, Signature signature)
      throws IOException {
    Path file = Manifest.signatureOf(output);
    if (!Files.exists(file)) {
      return Optional.of(Manifest.of(output) + ": is unsigned");
    }
    return signature
        .problem(Manifest.statement(text), Manifest.readText(file))
        .map(problem -> file + ": " + problem);
  }

  private static void compare(Manifest manifest, Path output, List<String> found)
      throws IOException {
    if (manifest.output() == null) {
      found.add(output + ": the manifest says that no frame of it may leave");
    } else if (!manifest.output().name().equals(String.valueOf(output.getFileName()))) {
      found.add(output + ": the manifest is that of " + manifest.output().name());
    } else {
      compare(manifest.output(), output, found);
    }
    compare(manifest.masks(), output, found);
    for (Manifest.Content export : manifest.exports()) {
      compare(export, output, found);
    }
  }

  private static void compare(Manifest.Content said, Path output, List<String> found)
      throws IOException {
    Path file = output.resolveSibling(said.name());
    if (!Files.isRegularFile(file)) {
      found.add(file + ": is missing");
    } else {
      Manifest.Content is = Manifest.Content.of(file, file);
      if (!is.equals(said)) {
        found.add(file + ": SHA-256 is " + is.sha256() + ", the manifest says " + said.sha256());
      }
    }
  }
}
