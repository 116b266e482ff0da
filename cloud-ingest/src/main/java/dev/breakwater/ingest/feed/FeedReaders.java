package dev.breakwater.ingest.feed;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read the feed: a name for each token. The file has the tokens' digests only, so it gives
 * nobody access.
 */
public final class FeedReaders {
  private static final Set<String> FILE = Set.of("readers");
  private static final Set<String> READER = Set.of("name", "token-sha256");
  private static final int MAX_READERS = 1000;

  private final Map<Digest, String> names;

  private FeedReaders(Map<Digest, String> names) {
    this.names = Map.copyOf(names);
  }

  /**
   * Reads the file.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static FeedReaders load(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<Digest, String> names = new HashMap<>();
    Fields.of(source, source.root(), FILE)
        .ifPresent(
            file ->
                file.elements("readers", MAX_READERS).forEach(node -> reader(source, node, names)));
    source.refuseIfBroken();
    return new FeedReaders(names);
  }

  private static void reader(Source source, Node node, Map<Digest, String> names) {
    Fields.of(source, node, READER)
        .ifPresent(
            fields -> {
              var name = fields.one("name", Fields::id);
              var digest = fields.one("token-sha256", Digest::ofHex);
              if (name.isPresent()
                  && digest.isPresent()
                  && names.putIfAbsent(digest.get(), name.get()) != null) {
                source.problem(node, "another reader has this token");
              }
            });
  }

  /** Returns who has the token. */
  Optional<String> named(String token) {
    return Optional.ofNullable(names.get(Digest.of(token.getBytes(StandardCharsets.UTF_8))));
  }
}
