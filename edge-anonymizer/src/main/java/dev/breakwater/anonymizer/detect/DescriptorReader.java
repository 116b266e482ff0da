package dev.breakwater.anonymizer.detect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads descriptors; what is unknown, missing, twice there or out of range is refused. */
final class DescriptorReader {
  /** The largest descriptor, and the largest signature, that is read. */
  static final int MAX_BYTES = 64 << 10;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private DescriptorReader() {}

  /** Reads one that is part of this program, which vouches for itself. */
  static ModelDescriptor shipped(String name) {
    try (InputStream in = DescriptorReader.class.getResourceAsStream("/models/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource /models/" + name);
      }
      return complete(form(in.readAllBytes(), name), null, name);
    } catch (IOException | DescriptorException e) {
      throw new IllegalStateException("a descriptor that is part of this program", e);
    }
  }

  static ModelDescriptor read(Path yaml, ModelTrust trust) throws DescriptorException {
    byte[] text = bytes(yaml);
    // The signature comes before the content: who is not trusted is not listened to.
    Optional<String> objection = trust.objection(ModelTrust.statement(text), signature(yaml));
    if (objection.isPresent()) {
      throw DescriptorException.untrusted(yaml, objection.get());
    }
    return complete(form(text, yaml.toString()), folder(yaml), yaml.toString());
  }

  /**
   * Reads a descriptor that need not have a digest and a known answer yet.
   *
   * @return with the digest of the file that is there, and no answer
   */
  static ModelDescriptor draft(Path yaml) throws DescriptorException, ModelRejectedException {
    DescriptorForm form = form(bytes(yaml), yaml.toString());
    double tolerance = form.tolerance() == null ? RecordedAnswer.USUAL_TOLERANCE : form.tolerance();
    try {
      byte[] model = new PinnedFile(folder(yaml), form.file(), Digest.ZERO).read();
      var pinned = new PinnedFile(folder(yaml), form.file(), Digest.of(model));
      return form.toDescriptor(pinned, new RecordedAnswer(List.of(), tolerance));
    } catch (IllegalArgumentException e) {
      throw malformed(yaml.toString(), e);
    }
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
  }

  private static byte[] bytes(Path file) throws DescriptorException {
    // A pipe would never end.
    if (!Files.isRegularFile(file)) {
      throw DescriptorException.malformed(
          file.toString(), 0, Files.exists(file) ? "is no regular file" : "does not exist", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw DescriptorException.malformed(
            file.toString(), 0, "has more than " + MAX_BYTES + " bytes", null);
      }
      return content;
    } catch (IOException e) {
      throw DescriptorException.malformed(file.toString(), 0, "cannot be read", e);
    }
  }

  private static String signature(Path yaml) throws DescriptorException {
    Path file = yaml.resolveSibling(yaml.getFileName() + ModelTrust.SIGNATURE_ENDING);
    return Files.exists(file) ? new String(bytes(file), StandardCharsets.UTF_8) : "";
  }

  private static DescriptorForm form(byte[] text, String name) throws DescriptorException {
    try {
      return YAML.readValue(text, DescriptorForm.class);
    } catch (JsonMappingException e) {
      throw DescriptorException.malformed(name, line(e), path(e) + problem(e), e);
    } catch (JsonProcessingException e) {
      throw DescriptorException.malformed(name, line(e), firstLine(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw DescriptorException.malformed(name, 0, "cannot be read", e);
    }
  }

  private static int line(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    return at == null ? 0 : Math.max(0, at.getLineNr());
  }

  /** Names the property that the problem is about, as far as it is known. */
  private static String path(JsonMappingException failure) {
    String path =
        failure.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(field -> field != null)
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String problem(JsonMappingException failure) {
    return failure.getCause() instanceof IllegalArgumentException own
        ? String.valueOf(own.getMessage())
        : firstLine(failure.getOriginalMessage());
  }

  /** Says it without the names of our classes, which the author of the file does not know. */
  private static String firstLine(@Nullable String message) {
    return Optional.ofNullable(message)
        .flatMap(text -> text.lines().findFirst())
        .orElse("not YAML")
        .replaceAll("Missing required creator property .*", "is missing")
        .replaceAll(" \\(class [^)]*\\).*", "")
        .replaceAll("`[^`]*[.$](\\w+)`", "$1");
  }

  private static ModelDescriptor complete(DescriptorForm form, @Nullable Path folder, String name)
      throws DescriptorException {
    if (form.sha256() == null || form.knownAnswer() == null || form.tolerance() == null) {
      throw DescriptorException.malformed(
          name, 0, "sha256, knownAnswer or tolerance is missing", null);
    }
    try {
      var pinned = new PinnedFile(folder, form.file(), Digest.ofHex(form.sha256()));
      return form.toDescriptor(pinned, new RecordedAnswer(form.knownAnswer(), form.tolerance()));
    } catch (IllegalArgumentException e) {
      throw malformed(name, e);
    }
  }

  private static DescriptorException malformed(String name, IllegalArgumentException cause) {
    return DescriptorException.malformed(name, 0, String.valueOf(cause.getMessage()), cause);
  }
}
