package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The rules that a command looks at. */
final class PackOptions {
  /** Their ids, for the help. */
  static final class BuiltInPacks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return PolicyPack.builtInIds().iterator();
    }
  }

  @Option(
      names = "--pack",
      paramLabel = "ID|FILE.yaml",
      description = {
        "a built-in pack, or a file of rules (default: cn-auto); may be given again, then all are in"
            + " force",
        "built in: ${COMPLETION-CANDIDATES}"
      },
      completionCandidates = BuiltInPacks.class)
  private List<String> packs = List.of();

  @Option(
      names = "--catalog",
      paramLabel = "FILE.yaml",
      description = "kinds of data, for --pack (default: the built-in catalog)")
  private @Nullable Path catalog;

  /**
   * Returns the pack that the options name.
   *
   * @throws InvalidSourceException with every problem of every file
   */
  PolicyPack pack() throws IOException, CommandFailedException, InvalidSourceException {
    if (packs.isEmpty() && catalog == null) {
      return PolicyPack.cnAuto();
    }
    if (packs.isEmpty()) {
      throw new CommandFailedException("--catalog is for --pack.", "Name the pack, too.", 2);
    }
    Catalog kinds = PolicyFiles.catalog(catalog);
    List<PolicyPack> read =
        PolicyFiles.all(packs, named -> List.of(PolicyFiles.packNamed(named, kinds)));
    return read.size() == 1 ? read.get(0) : together(read);
  }

  private static PolicyPack together(List<PolicyPack> packs) throws CommandFailedException {
    MessageDigest digest = Digest.sha256();
    packs.forEach(pack -> digest.update(pack.digest().value().asBuffer()));
    String id = packs.stream().map(PolicyPack::id).collect(Collectors.joining("+"));
    try {
      return PolicyPack.together(id, new Digest(Bytes.of(digest.digest())), packs);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(e.getMessage() + ".", "Give each rule an id of its own.", 2);
    }
  }
}
