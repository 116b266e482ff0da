package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.cli.onshore.CountingSection;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.BorderSettings;
import dev.breakwater.ingest.border.DecisionLog;
import dev.breakwater.ingest.border.HttpsDelivery;
import dev.breakwater.ingest.border.StoredRows;
import dev.breakwater.ingest.border.Surroundings;
import dev.breakwater.ingest.border.TrailLog;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.Sink;
import dev.breakwater.ingest.jurisdiction.WrongPlaceException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.border.ExportConsents;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Statement;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where an installation's border is worked; what it opened is closed with it. */
final class BorderDesk implements AutoCloseable {
  /** In the border's directory. */
  private static final String CONSENTS = "consents.note";

  /** In the border's directory; without it the keys are in files. */
  private static final String COUNTING_KEYS = "counting-keys.yaml";

  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);

  private final DataLayout data;
  private final SecureRandom random = new SecureRandom();
  private final Deque<Closeable> opened = new ArrayDeque<>();

  private BorderDesk(DataLayout data) {
    this.data = data;
  }

  static BorderDesk at(DataLayout data) {
    return new BorderDesk(data);
  }

  /** Opens the border for paper work; nothing can leave. */
  Border papers() throws IOException, CommandFailedException {
    return border(
        settings(),
        new Surroundings(
            (request, taker) -> {
              throw new IOException("only 'export release' reads rows");
            },
            new NoLog(),
            (to, parcel) -> {
              throw new IOException("only 'export release' delivers");
            },
            new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnExport())),
            InstantSource.system(),
            random));
  }

  /** Opens the border with the running onshore side behind it. */
  Border whole() throws IOException, CommandFailedException {
    String kafka = Endpoints.read(data.endpoints()).bootstrapServers();
    CheckedConnections connections = OnshoreSinks.connections(data);
    requireOnshore(data, connections, kafka);
    var cipher = DataCipher.of(data, random);
    IcebergStore store = open(StoredClips.open(data));
    var statements = AuditCommand.statements(data, kafka, cipher.keys());
    opened.push(statements::close);
    var bundles = PublishedBundles.open(kafka, office(), PolicyPack.cnExport(), TOPIC_LIMIT);
    opened.push(bundles::close);
    return border(
        counting(),
        new Surroundings(
            new StoredRows(store, cipher),
            new TrailLog(statements, cipher.keys()),
            new HttpsDelivery(connections),
            bundles.policies(),
            InstantSource.system(),
            random,
            consents(data)));
  }

  private Border border(BorderSettings settings, Surroundings with) throws IOException {
    Border border = Border.open(settings, with);
    opened.push(border::close);
    return border;
  }

  private BorderSettings settings() throws IOException, CommandFailedException {
    return new BorderSettings(data.border(), office(), OrderOfDecision.china());
  }

  /** Only who counts needs the keys: paper work is done without the token. */
  private BorderSettings counting() throws IOException, CommandFailedException {
    Path file = data.border().resolve(COUNTING_KEYS);
    if (Files.notExists(file)) {
      return settings();
    }
    try {
      var section = CountingSection.read(PolicyFiles.read(file), file.toString());
      return new BorderSettings(data.border(), office(), OrderOfDecision.china(), section.open());
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(e.getMessage() + ".", "Correct the file.", 2);
    }
  }

  private <T extends Closeable> T open(T part) {
    opened.push(part);
    return part;
  }

  private KeyRing office() throws IOException, CommandFailedException {
    return BundleFiles.keys(data.policyKeys());
  }

  /** Nothing is read and nothing leaves while anything of the installation is not onshore. */
  private static void requireOnshore(DataLayout data, CheckedConnections connections, String kafka)
      throws IOException, CommandFailedException {
    try {
      for (Sink sink : OnshoreSinks.of(data, kafka)) {
        connections.requireNames(sink);
      }
    } catch (WrongPlaceException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  /** Reads the signed list of an installation; one that has none knows private networks only. */
  static JurisdictionList jurisdictions(DataLayout data)
      throws IOException, CommandFailedException {
    Path file = data.jurisdictions();
    return Files.exists(file)
        ? signed(data, file, JurisdictionList::load)
        : JurisdictionList.none();
  }

  /** Reads the signed list of who consented to an export; without one nobody has. */
  private static ExportConsents consents(DataLayout data)
      throws IOException, CommandFailedException {
    Path file = data.border().resolve(CONSENTS);
    return Files.exists(file) ? signed(data, file, ExportConsents::load) : ExportConsents.NONE;
  }

  /** Makes something of the text of a paper. */
  private interface Reading<T> {
    T read(Bytes text, String name) throws InvalidSourceException;
  }

  private static <T> T signed(DataLayout data, Path file, Reading<T> reading)
      throws IOException, CommandFailedException {
    try {
      Bytes text =
          OfficeNote.verified(
              note(file), BundleFiles.keys(data.policyKeys()), InstantSource.system().instant());
      return reading.read(text, file.toString());
    } catch (BundleRefusedException e) {
      throw new CommandFailedException(
          file + " is refused: " + e.getMessage() + ".", "Sign it with 'cloud export sign'.", 2);
    } catch (InvalidSourceException e) {
      throw new CommandFailedException(e.getMessage() + ".", "Correct the list.", 2);
    }
  }

  /** Returns the bytes of a file that should be a signed note. */
  static Bytes note(Path file) throws IOException, CommandFailedException {
    PolicyFiles.requireFile(file, "Name a paper that 'cloud export sign' made.");
    return PolicyFiles.read(file);
  }

  @Override
  public void close() throws IOException {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  /** Paper work needs no log. */
  private static final class NoLog implements DecisionLog {
    @Override
    public long logged(Statement statement) throws IOException {
      throw new IOException("only 'export release' logs");
    }

    @Override
    public String key() throws IOException {
      throw new IOException("only 'export release' logs");
    }
  }
}
