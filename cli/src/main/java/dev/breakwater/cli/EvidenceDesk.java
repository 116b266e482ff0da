package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.evidence.Request;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.evidence.Answers;
import dev.breakwater.ingest.evidence.EvidenceMaker;
import dev.breakwater.ingest.evidence.KeptPapers;
import dev.breakwater.ingest.evidence.Stamps;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where an operator makes evidence packs; the onshore side runs meanwhile and logs each one. */
final class EvidenceDesk implements AutoCloseable {
  private static final String OWNER = "onshore";
  private static final String PURPOSE = "disclose";
  private static final int CONNECT_MILLIS = 5_000;

  private final ItemCipher cipher;
  private final IcebergStore store;
  private final String kafka;
  private final Trail trail;
  private final Statements statements;
  private final Stamps stamps;
  private final KeptPapers papers;
  private final SecureRandom random = new SecureRandom();

  private EvidenceDesk(DataLayout layout, IcebergStore store)
      throws IOException, CommandFailedException {
    PolicyFile policy = AuditCommand.policy(layout.logPolicy());
    LogSource log = LogSource.of(layout.onshore().log().toString());
    this.kafka = Endpoints.read(layout.endpoints()).bootstrapServers();
    this.store = store;
    this.cipher = DataCipher.of(layout, random);
    this.trail = new Trail(store, cipher, log, policy);
    var kept = new StampedCheckpoints(layout.onshore().timestamps());
    this.stamps = Stamps.read(kept, log, policy);
    this.papers = new KeptPapers(layout.onshore().papers());
    this.statements = new Statements(kafka, cipher.keys(), log, policy);
  }

  static EvidenceDesk open(DataLayout layout) throws IOException, CommandFailedException {
    Path directory = layout.onshore().store();
    if (!Files.isDirectory(directory)) {
      throw new CommandFailedException(
          directory + " is not a store.", "Name an installation with --data.", 2);
    }
    requireRunning(Endpoints.read(layout.endpoints()).bootstrapServers());
    IcebergStore store = IcebergStore.open(directory);
    try {
      return new EvidenceDesk(layout, store);
    } catch (IOException | CommandFailedException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Said at once: Kafka's own client would try for a minute. */
  static void requireRunning(String kafka) throws CommandFailedException {
    String server = kafka.substring(kafka.lastIndexOf(',') + 1);
    int colon = server.lastIndexOf(':');
    var address =
        new InetSocketAddress(
            server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    try (var socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
    } catch (IOException e) {
      throw new CommandFailedException(
          "Nothing is shown, because nothing would log it: Kafka does not answer at "
              + server
              + ".",
          "Start the onshore side and try again.");
    }
  }

  IcebergStore store() {
    return store;
  }

  ItemCipher cipher() {
    return cipher;
  }

  String kafka() {
    return kafka;
  }

  EvidenceMaker maker(Request request) {
    return new EvidenceMaker(request, trail, statements, stamps);
  }

  /** Adds the rows' decisions; what cannot be proven is told and ends the command. */
  static void add(EvidenceMaker maker, List<Outcome> rows, boolean withItems)
      throws IOException, CommandFailedException {
    for (Outcome row : rows) {
      try {
        maker.add(row, withItems);
      } catch (NotProvenException e) {
        throw new CommandFailedException(e, e.remedy());
      } catch (NoteException | InvalidProofException e) {
        throw new CommandFailedException(
            "The log does not prove " + row.item() + ": " + e.getMessage() + ".",
            "Run 'breakwater audit verify'.");
      }
    }
  }

  /** Logs the disclosure and writes the pack. */
  void finish(EvidenceMaker maker, EvidenceOptions options, PrintWriter out)
      throws IOException, CommandFailedException, InterruptedException {
    if (maker.entries() == 0) {
      throw new CommandFailedException("Nothing answers the question.", "Ask another.");
    }
    Set<Digest> missing = maker.addPolicies(builtIn(), Answers.bundles(kafka));
    missing.forEach(
        digest -> out.println("policy " + digest + " is not known here, so not in the pack"));
    papersOf(maker).forEach(name -> out.println(name + " is not kept here, so not in the pack"));
    attach(maker, options.attachments());
    Files.write(options.out(), disclosed(maker).toArray());
    out.println(options.out() + ": " + maker.entries() + " entries, disclosed in the log");
  }

  private Set<String> papersOf(EvidenceMaker maker) throws IOException, CommandFailedException {
    try {
      return maker.addPapers(papers, store, cipher);
    } catch (CorruptRowException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private Bytes disclosed(EvidenceMaker maker)
      throws IOException, CommandFailedException, InterruptedException {
    cipher.keys().of(OWNER, PURPOSE);
    try {
      return maker.finish(DataKeys.name(OWNER, PURPOSE), random);
    } catch (NotLoggedException e) {
      throw new CommandFailedException(e, e.remedy());
    } catch (IOException e) {
      throw new CommandFailedException(
          "No pack is made, because its disclosure is not logged: " + e.getMessage() + ".",
          "Start the onshore side and try again.");
    }
  }

  private static List<Bytes> builtIn() {
    return PolicyPack.builtInIds().stream().map(PolicyPack::builtInText).toList();
  }

  private static void attach(EvidenceMaker maker, Map<String, Path> attachments)
      throws IOException, CommandFailedException {
    for (Map.Entry<String, Path> each : attachments.entrySet()) {
      if (!Files.isRegularFile(each.getValue())) {
        throw new CommandFailedException(each.getValue() + " is not a file.", "Name one.", 2);
      }
      try {
        maker.attach(each.getKey(), Bytes.of(Files.readAllBytes(each.getValue())));
      } catch (IllegalArgumentException e) {
        throw new CommandFailedException(
            e.getMessage() + ".", "Put it under models/, notices/ or documents/.", 2);
      }
    }
  }

  @Override
  public void close() throws IOException {
    statements.close();
    store.close();
  }
}
