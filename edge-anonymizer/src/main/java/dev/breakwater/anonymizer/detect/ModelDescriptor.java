package dev.breakwater.anonymizer.detect;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What must be known of a model file to run it, read from the YAML file beside it.
 *
 * @param file name of the resource in {@code /models}
 * @param sha256 digest of the file, hexadecimal; another file is refused
 * @param longestSidePx frames are scaled to this before detection
 * @param maxEnlargement small frames are not scaled up by more
 * @param thresholds least score for each class
 * @param overlap two boxes of a class that overlap more are one object
 * @param knownAnswer mean of each output channel, stride by stride, on the known picture
 * @param tolerance of the known answer
 */
public record ModelDescriptor(
    String file,
    String sha256,
    int longestSidePx,
    double maxEnlargement,
    Thresholds thresholds,
    double overlap,
    List<Double> knownAnswer,
    double tolerance) {
  private static final String FOLDER = "/models/";

  /** Least scores, in [0, 1]. */
  public record Thresholds(double face, double plate) {
    double of(ObjectClass kind) {
      return switch (kind) {
        case FACE -> face;
        case PLATE -> plate;
      };
    }
  }

  public ModelDescriptor {
    knownAnswer = List.copyOf(knownAnswer);
  }

  /** Returns the descriptor of the model that is shipped. */
  public static ModelDescriptor streetV0() {
    try (InputStream in = resource("street-v0.yaml")) {
      return new YAMLMapper().readValue(in, ModelDescriptor.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a descriptor that is part of this program", e);
    }
  }

  /** Returns the same model run at another scale. */
  public ModelDescriptor withLongestSide(int px) {
    return new ModelDescriptor(
        file, sha256, px, maxEnlargement, thresholds, overlap, knownAnswer, tolerance);
  }

  /** Returns the same model with other least scores. */
  public ModelDescriptor withThresholds(Thresholds other) {
    return new ModelDescriptor(
        file, sha256, longestSidePx, maxEnlargement, other, overlap, knownAnswer, tolerance);
  }

  Digest digest() {
    return Digest.ofHex(sha256);
  }

  /** Returns the model file's bytes, after comparing them with the digest. */
  byte[] load() throws ModelRejectedException {
    try (InputStream in = resource(file)) {
      byte[] content = in.readAllBytes();
      Digest actual = Digest.of(content);
      if (!actual.equals(digest())) {
        throw new ModelRejectedException(
            file, "SHA-256 is " + actual + ", the descriptor pins " + sha256, null);
      }
      return content;
    } catch (IOException e) {
      throw new ModelRejectedException(file, "cannot be read", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = ModelDescriptor.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new IOException("no resource " + FOLDER + name);
    }
    return in;
  }
}
