package dev.breakwater.policy.bundle;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the YAML form of a manifest; every problem of it is found in one pass. */
final class ManifestReader {
  private static final Set<String> FIELDS =
      Set.of("bundle", "id", "sequence", "from", "to", "keys", "files");
  private static final Set<String> FILE = Set.of("path", "kind", "size", "digest");
  private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Source source;
  private final SignatureScheme scheme;

  private ManifestReader(Source source, SignatureScheme scheme) {
    this.source = source;
    this.scheme = scheme;
  }

  static Manifest read(Bytes text, SignatureScheme scheme) throws InvalidSourceException {
    var source = Source.read(text, Bundle.MANIFEST);
    var reader = new ManifestReader(source, scheme);
    var manifest = Fields.of(source, source.root(), FIELDS).flatMap(reader::manifest);
    source.refuseIfBroken();
    return manifest.orElseThrow(() -> new IllegalStateException("no manifest, and no problem"));
  }

  private Optional<Manifest> manifest(Fields fields) {
    int before = source.problems();
    fields.one("bundle", ManifestReader::version);
    var id = fields.one("id", Fields::id);
    var sequence = fields.one("sequence", ManifestReader::sequence);
    var inForce = PeriodReader.open(fields);
    var keys = fields.node("keys").flatMap(new KeyRingReader(source, scheme)::ring);
    List<ListedFile> files = files(fields.elements("files", Tar.MAX_FILES));
    if (source.problems() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Manifest(
              id.orElseThrow(),
              sequence.orElseThrow(),
              inForce.orElseThrow(),
              keys.orElseThrow(),
              files));
    } catch (IllegalArgumentException e) {
      fields.problem("files", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<ListedFile> files(List<Node> nodes) {
    List<ListedFile> files = new ArrayList<>();
    for (Node node : nodes) {
      Fields.of(source, node, FILE).flatMap(ManifestReader::file).ifPresent(files::add);
    }
    return files;
  }

  private static Optional<ListedFile> file(Fields fields) {
    var path = fields.one("path", ManifestReader::path);
    var kind = fields.one("kind", text -> Fields.named(FileKind.class, text));
    var size = fields.one("size", ManifestReader::size);
    var digest = fields.one("digest", ManifestReader::digest);
    return path.isEmpty() || kind.isEmpty() || size.isEmpty() || digest.isEmpty()
        ? Optional.empty()
        : Optional.of(new ListedFile(path.get(), kind.get(), size.get(), digest.get()));
  }

  private static String version(String text) {
    if (!text.equals(Manifest.VERSION)) {
      throw new IllegalArgumentException("the format is " + text + ", and only 1 is known");
    }
    return text;
  }

  private static long sequence(String text) {
    if (!SEQUENCE.matcher(text).matches()) {
      throw new IllegalArgumentException("a sequence number, 1 or higher, is expected here");
    }
    return Long.parseLong(text);
  }

  private static String path(String text) {
    if (text.equals(Bundle.MANIFEST) || text.equals(Bundle.SIGNATURES)) {
      throw new IllegalArgumentException("'" + text + "' is not listed");
    }
    return BundleFile.path(text);
  }

  private static long size(String text) {
    if (!SIZE.matcher(text).matches()) {
      throw new IllegalArgumentException("a number of bytes is expected here");
    }
    return Long.parseLong(text);
  }

  private static Digest digest(String text) {
    if (!DIGEST.matcher(text).matches()) {
      throw new IllegalArgumentException("64 hexadecimal digits are expected here");
    }
    return Digest.ofHex(text);
  }
}
