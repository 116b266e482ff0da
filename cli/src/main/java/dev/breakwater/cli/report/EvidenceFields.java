package dev.breakwater.cli.report;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.EvidenceFile;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a sheet; files of evidence lie beside it. A file that does not have its digest is a
 * problem of the line that names it, as every other mistake.
 */
final class EvidenceFields {
  static final int MAX_LIST = 1000;

  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,14}");
  private static final Set<String> FILE = Set.of("file", "digest");

  private final Source source;
  private final Path directory;
  private final Fields fields;

  private EvidenceFields(Source source, Path directory, Fields fields) {
    this.source = source;
    this.directory = directory;
    this.fields = fields;
  }

  /**
   * Reads a sheet.
   *
   * @param known the fields that it may have
   * @throws InvalidSourceException with every problem, evidence that was changed among them
   */
  static <T> T sheet(Path path, Set<String> known, BiFunction<EvidenceFile, EvidenceFields, T> read)
      throws IOException, EvidenceException, InvalidSourceException {
    EvidenceFile file = EvidenceFile.found(String.valueOf(path.getFileName()), path);
    var source = Source.read(file.read(), path.toString());
    Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Optional<T> sheet =
        Fields.of(source, source.root(), known)
            .map(fields -> read.apply(file, new EvidenceFields(source, directory, fields)));
    source.refuseIfBroken();
    return sheet.orElseThrow(() -> new IllegalStateException("none, and no problem named"));
  }

  /** Returns what stands where a text that must be there is missing, so that reading goes on. */
  String text(String field) {
    return fields.one(field, Fields::text).orElse("");
  }

  String id(String field) {
    return fields.one(field, EvidenceFields::name).orElse("");
  }

  long count(String field) {
    return fields.one(field, EvidenceFields::number).orElse(0L);
  }

  boolean truth(String field) {
    return fields.one(field, Fields::truth).orElse(false);
  }

  <T> T one(String field, Function<String, T> parse, T otherwise) {
    return fields.one(field, parse).orElse(otherwise);
  }

  Optional<Instant> instant(String field) {
    return fields.given(field).flatMap(node -> source.scalar(node, Instant::parse));
  }

  /** Returns the texts of a list that may be missing. */
  List<String> texts(String field) {
    return List.copyOf(fields.any(field, MAX_LIST, Fields::text));
  }

  void problem(String field, String text) {
    fields.problem(field, text);
  }

  /** Returns what {@code read} makes of a mapping that must be there. */
  <T> Optional<T> part(String field, Set<String> known, Function<EvidenceFields, T> read) {
    return fields.node(field).flatMap(node -> part(node, known, read));
  }

  /** Returns what {@code read} makes of a mapping that may be missing. */
  <T> Optional<T> given(String field, Set<String> known, Function<EvidenceFields, T> read) {
    return fields.given(field).flatMap(node -> part(node, known, read));
  }

  /** Returns what {@code read} makes of each mapping of a list that may be missing. */
  <T> List<T> parts(String field, Set<String> known, Function<EvidenceFields, T> read) {
    List<T> parts = new ArrayList<>();
    for (Node each :
        fields.given(field).map(node -> source.elements(node, MAX_LIST)).orElse(List.of())) {
      part(each, known, read).ifPresent(parts::add);
    }
    return parts;
  }

  private <T> Optional<T> part(Node node, Set<String> known, Function<EvidenceFields, T> read) {
    return Fields.of(source, node, known)
        .map(fields -> read.apply(new EvidenceFields(source, directory, fields)));
  }

  /** Opens a file of evidence that may be missing in the sheet. */
  Optional<EvidenceFile> file(String field) {
    return fields.given(field).flatMap(this::file);
  }

  /** Opens a file that must be named in the sheet; null if it is wrong, which the source knows. */
  @Nullable EvidenceFile required(String field) {
    return fields.node(field).flatMap(this::file).orElse(null);
  }

  private Optional<EvidenceFile> file(Node node) {
    return Fields.of(source, node, FILE)
        .flatMap(
            fields -> {
              var name = fields.one("file", Fields::text);
              var digest = fields.one("digest", Digest::ofHex);
              return name.isEmpty() || digest.isEmpty()
                  ? Optional.empty()
                  : open(node, name.get(), digest.get());
            });
  }

  private Optional<EvidenceFile> open(Node node, String name, Digest digest) {
    try {
      return Optional.of(EvidenceFile.in(directory, name, digest));
    } catch (EvidenceException e) {
      source.problem(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (IOException e) {
      source.problem(node, name + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException("an id has 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return text;
  }

  private static long number(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("a count from 0 is expected here");
    }
    return Long.parseLong(text);
  }
}
