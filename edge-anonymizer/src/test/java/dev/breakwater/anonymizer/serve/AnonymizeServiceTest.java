package dev.breakwater.anonymizer.serve;

import static dev.breakwater.anonymizer.FakeDetector.face;
import static dev.breakwater.anonymizer.serve.RunningService.assertProblem;
import static dev.breakwater.anonymizer.serve.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.Frames;
import dev.breakwater.anonymizer.SharedVision;
import dev.breakwater.anonymizer.detect.Detection;
import dev.breakwater.anonymizer.detect.DetectionException;
import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.anonymizer.detect.NetworkDetector;
import dev.breakwater.anonymizer.files.Signer;
import dev.breakwater.anonymizer.frame.Frame;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.serve.RunningService.Setup;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnonymizeServiceTest {
  private static final FakeDetector.Answer FACE = frame -> List.of(face(40, 30, 40, 40));

  @TempDir private static Path shared;
  private static SSLContext tls;

  @TempDir private Path folder;
  private final List<RunningService> started = new ArrayList<>();

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestTls.make(shared);
  }

  private RunningService start(Setup setup) throws Exception {
    var service = new RunningService(tls, folder.resolve("data"), setup);
    started.add(service);
    return service;
  }

  @AfterEach
  void assertSound() throws IOException {
    for (RunningService each : started) {
      try (RunningService service = each) {
        service.assertSound();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png"})
  void picture_postedAndWaitedFor_comesBackCovered(String ending) throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    PictureFormat format = ending.equals(".png") ? PictureFormat.PNG : PictureFormat.JPEG;
    HttpResponse<byte[]> answer = service.post("", Samples.picture(format));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(ending.equals(".png") ? "image/png" : "image/jpeg");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("x-task-state")).hasValue("done");
    // Dark red; a PNG has lost what is outside of RGB, and is a little brighter.
    assertThat(Samples.luma(folder, answer.body(), ending, 60, 50)).isLessThan(60);
    assertThat(Samples.luma(folder, answer.body(), ending, 150, 10))
        .isGreaterThan(Frames.DARKEST - 20);
  }

  @Test
  void picture_done_hasItsEvidenceAndNoOriginal() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    byte[] original = Samples.picture(PictureFormat.PNG);
    HttpResponse<byte[]> answer = service.post("", original);
    String task = answer.headers().firstValue("Location").orElseThrow();
    JsonNode manifest = json(service.get(task + "/manifest"));
    assertThat(manifest.at("/counts/faces").asInt()).isEqualTo(1);
    assertThat(manifest.at("/output/bytes").asInt()).isEqualTo(answer.body().length);
    assertThat(json(service.get(task + "/masks")).get("class").asText()).isEqualTo("face");
    assertThat(service.get(task + "/file").body()).isEqualTo(answer.body());
    assertProblem(service.get(task + "/signature"), 404, "no such part");
    assertThat(service.filesOnDisk()).hasSize(3);
  }

  @Test
  void picture_withASigner_hasASignature() throws Exception {
    RunningService service = start(Setup.seeing(FACE).with(new StampSigner()));
    HttpResponse<byte[]> answer = service.post("", Samples.picture(PictureFormat.PNG));
    String task = answer.headers().firstValue("Location").orElseThrow();
    JsonNode links = json(service.get(task)).get("links");
    HttpResponse<byte[]> signature = service.get(links.get("signature").asText());
    assertThat(RunningService.text(signature)).startsWith("sealed breakwater anonymized file");
  }

  private static final class StampSigner implements Signer {
    @Override
    public String keyName() {
      return "stamp";
    }

    @Override
    public String sign(String statement) {
      return "sealed " + statement;
    }
  }

  @Test
  void clip_postedAsync_isDoneWithCountsAndLinks() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    String task = service.postAsync(Samples.clip(folder));
    JsonNode done = service.await(task, "done");
    assertThat(done.get("frames").asInt()).isEqualTo(Samples.CLIP_FRAMES);
    assertThat(done.get("face_masks").asInt()).isEqualTo(Samples.CLIP_FRAMES);
    assertThat(done.get("method").asText()).isEqualTo("solid");
    HttpResponse<byte[]> file = service.get(done.at("/links/file").asText());
    assertThat(file.headers().firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(Samples.luma(folder, file.body(), ".mp4", 60, 50)).isLessThan(30);
  }

  @Test
  void clip_withFramesThatMayNotLeave_saysSo() throws Exception {
    RunningService service = start(Setup.seeing(AnonymizeServiceTest::failAtThird));
    HttpResponse<byte[]> answer = service.post("", Samples.clip(folder));
    assertThat(answer.headers().firstValue("x-task-state")).hasValue("incomplete");
    assertThat(answer.headers().firstValue("x-frames-withheld")).hasValue("1");
    JsonNode task = json(service.get(answer.headers().firstValue("Location").orElseThrow()));
    assertThat(task.get("frames_withheld").asInt()).isEqualTo(1);
    assertThat(task.get("error").asText()).contains("1 of 10 frames may not leave");
  }

  private static List<Detection> failAtThird(Frame frame) throws DetectionException {
    return frame.info().index() == 2 ? fail(frame) : List.of();
  }

  private static List<Detection> fail(Frame frame) throws DetectionException {
    throw new DetectionException("cannot search frame " + frame.info().index(), null);
  }

  @Test
  void detector_failing_givesNoPicture() throws Exception {
    RunningService service = start(Setup.seeing(AnonymizeServiceTest::fail));
    HttpResponse<byte[]> answer = service.post("", Samples.picture(PictureFormat.JPEG));
    assertProblem(answer, 422, "no frame of it may leave");
    String task = answer.headers().firstValue("Location").orElseThrow();
    assertProblem(service.get(task + "/file"), 422, "no frame of it may leave");
    assertThat(json(service.get(task)).at("/links/file").isMissingNode()).isTrue();
    assertThat(json(service.get(task + "/masks")).get("withheld").asText())
        .isEqualTo("detector_failed");
    assertThat(service.filesOnDisk()).noneMatch(name -> name.endsWith(".jpg"));
  }

  @Test
  void detector_thatForgetsItsKnownAnswerMeanwhile_givesNoPicture() throws Exception {
    var detector = new FakeDetector[1];
    detector[0] =
        new FakeDetector(
            frame -> {
              detector[0].setBroken(true);
              return List.of();
            });
    RunningService service = start(Setup.of(detector[0]));
    assertProblem(
        service.post("", Samples.picture(PictureFormat.PNG)), 422, "no frame of it may leave");
    assertProblem(service.post("", Samples.clip(folder)), 422, "no frame of it may leave");
    assertThat(service.filesOnDisk()).noneMatch(name -> name.endsWith(".png"));
  }

  @Test
  void method_thatTheOperatorAllowed_isUsed() throws Exception {
    RunningService service = start(Setup.seeing(FACE).allowing(Redaction.SOLID, Redaction.NONE));
    byte[] original = Samples.picture(PictureFormat.PNG);
    HttpResponse<byte[]> answer = service.post("?method=none", original);
    assertThat(Samples.luma(folder, answer.body(), ".png", 60, 50))
        .isGreaterThan(Frames.DARKEST - 20);
    String task = answer.headers().firstValue("Location").orElseThrow();
    assertThat(json(service.get(task + "/manifest")).at("/parameters/redaction").asText())
        .isEqualTo("NONE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?method=blur", "?method=none", "?metod=solid", "?method=", "?method=solid&x=1"})
  void query_thatIsNotAllowed_isRefused(String query) throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    assertProblem(
        service.post(query, Samples.picture(PictureFormat.PNG)), 400, "method is not allowed");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void request_withoutTheToken_learnsOnlyThatTheServiceRuns() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    String task =
        service
            .post("", Samples.picture(PictureFormat.PNG))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    for (String path : List.of(task, task + "/file", "/v1/task/x", "/v1/file", "/")) {
      HttpResponse<byte[]> refused =
          service.send(service.request(path).setHeader("Authorization", "Bearer wrong"));
      assertProblem(refused, 401, "token is missing or wrong");
      assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
    HttpResponse<byte[]> health =
        service.send(service.request("/v1/health").setHeader("Authorization", ""));
    assertThat(RunningService.text(health)).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void tokens_guessed_areNotComparedForAMinute() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    for (int i = 0; i < Guesses.MAX_WRONG; i++) {
      assertThat(
              service
                  .send(service.request("/v1/file").setHeader("Authorization", "Bearer " + i))
                  .statusCode())
          .isEqualTo(401);
    }
    HttpResponse<byte[]> blocked = service.get("/v1/file");
    assertProblem(blocked, 429, "too many wrong tokens");
    assertThat(blocked.headers().firstValue("Retry-After")).hasValue("60");
    service.advance(Guesses.WINDOW);
    assertProblem(service.get("/v1/file"), 405, "does not take this method");
  }

  @Test
  void body_thatIsNoPicture_isRefused() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    byte[] garbage = "<script>nothing to see</script>".repeat(99).getBytes(StandardCharsets.UTF_8);
    assertProblem(service.post("", garbage), 415, "no picture and no clip");
    String task = service.postAsync(garbage);
    JsonNode failed = service.await(task, "failed");
    assertThat(failed.get("error").asText()).contains("no picture and no clip");
    assertProblem(service.get(task + "/file"), 415, "no picture and no clip");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void body_cutOff_isRefusedOrSaysThatItIsIncomplete() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    byte[] picture = Samples.picture(PictureFormat.JPEG);
    byte[] half = Arrays.copyOf(picture, picture.length / 2);
    assertProblem(service.post("", half), 415, "no picture and no clip");
    assertProblem(service.post("", new byte[0]), 400, "empty or ends early");
  }

  @Test
  void body_ofAnotherTypeThanItsHeaderSays_isWhatItIs() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    HttpResponse<byte[]> answer =
        service.send(
            service
                .request("/v1/file")
                .header("Content-Type", "video/mp4")
                .POST(BodyPublishers.ofByteArray(Samples.picture(PictureFormat.PNG))));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
    assertProblem(
        service.send(
            service
                .request("/v1/file")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x--"))),
        415,
        "the body is a form");
  }

  @Test
  void asyncHeader_thatIsNeitherTrueNorFalse_isRefused() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    assertProblem(
        service.send(
            service
                .request("/v1/file")
                .header("x-is-async", "yes")
                .POST(BodyPublishers.ofString("x"))),
        400,
        "x-is-async");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/task/../../token",
        "/v1/task/..%2f..%2ftoken",
        "/v1/task/%2e%2e/%2e%2e/token/file",
        "/v1/task/0123456789abcdef0123456789abcdef/../../token",
        "/v1/task/0123456789abcdef0123456789abcdef/token",
        "/v1/task/0123456789ABCDEF0123456789ABCDEF",
        "/v1/task/0123456789abcdef0123456789abcdef/file",
        "/v1/health/",
        "/v1/file/",
        "/lock"
      })
  void path_thatIsNoTask_findsNothing(String path) throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    service.post("", Samples.picture(PictureFormat.PNG));
    // The client would tidy such a path up; a socket does not.
    try (Socket socket = service.connect(service.head("GET " + path, "Connection: close"))) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\"remedy\"");
    }
  }

  @Test
  void path_thatBeginsLikeAHost_findsNothing() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    String request = service.head("GET //v1/health", "Connection: close");
    try (Socket socket = service.connect(request)) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // A newer JDK refuses it before the service sees it.
      assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*");
    }
  }

  @Test
  void task_deleted_isGoneFromTheDisk() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    String task = service.postAsync(Samples.clip(folder));
    service.await(task, "done");
    assertThat(service.delete(task).statusCode()).isEqualTo(204);
    assertProblem(service.get(task), 404, "no such task");
    assertProblem(service.get(task + "/file"), 404, "no such task");
    assertProblem(service.delete(task), 404, "no such task");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void task_deletedWhileItRuns_isGoneFromTheDisk() throws Exception {
    var held = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    RunningService service = start(Setup.seeing(frame -> hold(begun, held)));
    String task = service.postAsync(Samples.clip(folder));
    begun.await();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<HttpResponse<byte[]>> deleted = other.submit(() -> service.delete(task));
      while (service.get(task).statusCode() != 404) {
        Thread.onSpinWait();
      }
      held.countDown();
      assertThat(deleted.get().statusCode()).isEqualTo(204);
      assertThat(service.filesOnDisk()).isEmpty();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void task_deletedWhileItWaits_isGoneAtOnce() throws Exception {
    var held = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    RunningService service =
        start(
            Setup.seeing(frame -> hold(begun, held))
                .with(Limits.usual().withWork(new Limits.Work(1, 1, Duration.ofMinutes(1)))));
    byte[] picture = Samples.picture(PictureFormat.PNG);
    String running = service.postAsync(picture);
    begun.await();
    String waiting = service.postAsync(picture);
    assertThat(service.delete(waiting).statusCode()).isEqualTo(204);
    assertThat(service.filesOnDisk()).noneMatch(name -> waiting.endsWith(name.substring(0, 32)));
    String next = service.postAsync(picture);
    held.countDown();
    service.await(running, "done");
    service.await(next, "done");
  }

  private static List<Detection> hold(CountDownLatch begun, CountDownLatch held)
      throws DetectionException {
    begun.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new DetectionException("interrupted", e);
    }
    return List.of();
  }

  @Test
  void posts_atTheSameTime_eachGetTheirOwn() throws Exception {
    RunningService service = start(Setup.seeing(FACE));
    List<byte[]> bodies =
        IntStream.range(0, 12).mapToObj(i -> Samples.picture(i, PictureFormat.PNG)).toList();
    List<Callable<HttpResponse<byte[]>>> posts = new ArrayList<>();
    bodies.forEach(body -> posts.add(() -> service.post("", body)));
    ExecutorService clients = Executors.newFixedThreadPool(6);
    try {
      List<Future<HttpResponse<byte[]>>> answers = clients.invokeAll(posts);
      for (int i = 0; i < answers.size(); i++) {
        byte[] alone = service.post("", bodies.get(i)).body();
        assertThat(answers.get(i).get().body()).isEqualTo(alone);
      }
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void photograph_throughTheRealNetwork_comesBackWithMasks() throws Exception {
    byte[] photograph = Files.readAllBytes(SharedVision.find("dev/faces/dlib_2007_007763.jpg"));
    RunningService service =
        start(Setup.of(NetworkDetector.open(ModelDescriptor.shipped().withLongestSide(640))));
    HttpResponse<byte[]> answer = service.post("", photograph);
    assertThat(answer.statusCode()).isEqualTo(200);
    String task = answer.headers().firstValue("Location").orElseThrow();
    assertThat(json(service.get(task)).get("face_masks").asInt()).isPositive();
  }
}
