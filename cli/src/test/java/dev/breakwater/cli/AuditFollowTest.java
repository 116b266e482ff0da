package dev.breakwater.cli;

import static dev.breakwater.cli.Result.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.KnownHeads;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.WitnessKey;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.log.TransparencyLog;
import dev.breakwater.audit.store.DirectoryLogStore;
import dev.breakwater.audit.witness.AddCheckpoint;
import dev.breakwater.audit.witness.Witness;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor keeps running beside a log. */
final class AuditFollowTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir private Path folder;

  private final SignerKey key = SignerKey.generate("log.example", new SecureRandom());
  private Path policy;

  @BeforeEach
  void write() throws Exception {
    policy = folder.resolve("policy");
    PolicyFile.write(policy, key.verifierKey());
  }

  /** Appends an entry for each letter and returns where the log is published. */
  private Path log(String name, String entries) throws Exception {
    Path directory = folder.resolve(name);
    try (var store = DirectoryLogStore.open(directory, folder.resolve(name + "-state"))) {
      var log = TransparencyLog.open(store, key, () -> NOW);
      log.append(entries.chars().mapToObj(AuditFollowTest::leaf).toList(), Bytes.EMPTY);
    }
    return directory;
  }

  private static LeafContent leaf(int letter) {
    Digest commitment = Digest.of(new byte[] {(byte) letter});
    var hour = LeafContent.hourOf(NOW);
    return new LeafContent("STORE", commitment, "STORED", List.of(), Digest.ZERO, hour);
  }

  private Result follow(Path... places) {
    List<String> line = new ArrayList<>(List.of("audit", "follow"));
    for (Path place : places) {
      line.add(place.toString());
    }
    line.addAll(List.of("--policy", policy.toString()));
    line.addAll(List.of("--state", folder.resolve("seen").toString()));
    return run(line.toArray(String[]::new));
  }

  @Test
  void log_thatGrew_isConsistent_andOneThatShrankIsNot() throws Exception {
    Path log = log("log", "abc");
    assertThat(follow(log).out()).contains("size 3 (seen before: 0)");
    Path old = log("old", "ab");
    log("log", "de");
    Result grown = follow(log, old);
    assertThat(grown.exitCode()).as(grown.err()).isZero();
    assertThat(grown.out()).contains("consistent in 2 places", "size 5 (seen before: 3)");
    Result shrunk = follow(old);
    assertThat(shrunk.exitCode()).isEqualTo(1);
    assertThat(shrunk.err()).contains("2 entries, and 5 were seen").hasLineCount(1);
  }

  @Test
  void log_thatShowsTwoTrees_isASplitViewWithItsProof() throws Exception {
    Result split = follow(log("log", "abc"), log("other", "abd"));
    assertThat(split.exitCode()).isEqualTo(1);
    assertThat(split.err()).contains("Split view").hasLineCount(1);
    try (var kept = Files.list(folder.resolve("seen"))) {
      assertThat(kept).hasSize(2);
    }
  }

  @Test
  void place_thatIsNone_isNamed() {
    Result result = follow(folder.resolve("nowhere"));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("nowhere is not a directory").hasLineCount(1);
  }

  @Test
  void witness_onHttp_cosignsForAPolicyThatAsksForIt() throws Exception {
    Path keyFile = folder.resolve("w1");
    assertThat(
            run("audit", "witness", "keygen", keyFile.toString(), "--name", "witness.example/w1")
                .exitCode())
        .isZero();
    WitnessKey witnessKey = WitnessKey.parse(Files.readString(keyFile).strip());
    Bytes note = Bytes.of(Files.readAllBytes(log("log", "abc").resolve("checkpoint")));
    var heads = new KnownHeads(folder.resolve("cosigned"));
    var witness = new Witness(List.of(key.verifierKey()), witnessKey, heads, () -> NOW);
    try (var server = WitnessServer.start(0, witness)) {
      var request = new AddCheckpoint(0, List.of(), note);
      HttpResponse<String> answer = post(server.port(), "add-checkpoint", request);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(policyWith(keyFile).accept(append(note, answer.body())).size()).isEqualTo(3);
      HttpResponse<String> again = post(server.port(), "add-checkpoint", request);
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(again.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
      assertThat(again.body()).isEqualTo("3\n");
      assertThat(post(server.port(), "other", request).statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> post(int port, String path, AddCheckpoint request)
      throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port + "/" + path);
    var body = HttpRequest.BodyPublishers.ofByteArray(request.encode().toArray());
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).POST(body).build(), HttpResponse.BodyHandlers.ofString());
  }

  private PolicyFile policyWith(Path keyFile) throws Exception {
    String witness = Files.readString(Path.of(keyFile + ".pub")).strip();
    String text = "log %s\nwitness w %s\nquorum w\n".formatted(key.verifierKey(), witness);
    return PolicyFile.parse("policy", Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Bytes append(Bytes note, String lines) {
    String all = new String(note.toArray(), StandardCharsets.UTF_8) + lines;
    assertThat(all.length()).isLessThan(SignedNote.MAX_BYTES);
    return Bytes.of(all.getBytes(StandardCharsets.UTF_8));
  }
}
