package dev.breakwater.anonymizer.serve;

import static dev.breakwater.anonymizer.serve.RunningService.assertProblem;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.serve.RunningService.Setup;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit, and that the service works on after it was met. */
final class ServiceLimitsTest {
  private static final byte[] PICTURE = Samples.picture(PictureFormat.PNG);
  private static final Limits USUAL = Limits.usual();
  private static final Limits.Content CONTENT = USUAL.content();
  private static final Limits.Kept KEPT = USUAL.kept();

  @TempDir private static Path shared;
  private static SSLContext tls;

  @TempDir private Path folder;
  private final List<RunningService> started = new ArrayList<>();

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestTls.make(shared);
  }

  private RunningService start(Limits limits) throws Exception {
    return start(FakeDetector.seeing(), limits);
  }

  private RunningService start(FakeDetector detector, Limits limits) throws Exception {
    Setup setup = Setup.of(detector).with(limits);
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

  @Test
  void body_longerThanTheLimit_isRefusedWhetherItSaysSoOrNot() throws Exception {
    RunningService service =
        start(USUAL.withContent(new Limits.Content(PICTURE.length, CONTENT.pixels(), 10)));
    byte[] longer = new byte[PICTURE.length + 1];
    assertProblem(service.post("", longer), 413, "the body has more than");
    assertProblem(service.postChunked(longer), 413, "the body has more than");
    assertProblem(service.post("", new byte[8 << 20]), 413, "the body has more than");
    assertProblem(service.postChunked(new byte[8 << 20]), 413, "the body has more than");
    assertThat(service.filesOnDisk()).isEmpty();
    assertThat(service.postChunked(PICTURE).statusCode()).isEqualTo(200);
  }

  @Test
  void picture_ofTooManyPixels_isRefused() throws Exception {
    long pixels = (long) Samples.WIDTH * Samples.HEIGHT;
    RunningService service =
        start(USUAL.withContent(new Limits.Content(CONTENT.bodyBytes(), pixels - 1, 10)));
    assertProblem(service.post("", PICTURE), 413, "a frame has more than");
  }

  @Test
  void clip_ofTooManyFrames_isRefused() throws Exception {
    RunningService service =
        start(
            USUAL.withContent(
                new Limits.Content(
                    CONTENT.bodyBytes(), CONTENT.pixels(), Samples.CLIP_FRAMES - 1)));
    assertProblem(service.post("", Samples.clip(folder)), 413, "the clip has more than 9 frames");
    assertThat(service.post("", PICTURE).statusCode()).isEqualTo(200);
  }

  @Test
  void task_thatTakesTooLong_isStopped() throws Exception {
    RunningService service = start(USUAL.withWork(new Limits.Work(1, 1, Duration.ofNanos(1))));
    assertProblem(service.post("", Samples.clip(folder)), 413, "it takes longer than 0 s");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void posts_beyondTheQueue_areToldToComeAgain() throws Exception {
    var held = new CountDownLatch(1);
    RunningService service =
        start(
            new FakeDetector(
                frame -> {
                  awaitQuietly(held);
                  return List.of();
                }),
            USUAL.withWork(new Limits.Work(1, 1, Duration.ofMinutes(1))));
    String first = service.postAsync(PICTURE);
    String second = service.postAsync(PICTURE);
    HttpResponse<byte[]> third = service.post("", PICTURE);
    assertProblem(third, 429, "all places are taken");
    assertThat(third.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(service.get("/v1/health").statusCode()).isEqualTo(200);
    held.countDown();
    service.await(first, "done");
    service.await(second, "done");
    assertThat(service.post("", PICTURE).statusCode()).isEqualTo(200);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tasks_beyondThoseKept_areRefusedUntilOneIsDeleted() throws Exception {
    RunningService service =
        start(USUAL.withKept(new Limits.Kept(KEPT.time(), 1, KEPT.diskBytes())));
    String task = service.postAsync(PICTURE);
    service.await(task, "done");
    assertProblem(service.post("", PICTURE), 507, "keeps too many tasks");
    service.delete(task);
    assertThat(service.post("", PICTURE).statusCode()).isEqualTo(200);
  }

  @Test
  void body_forWhichTheDiskHasNoRoom_isRefusedBeforeItIsRead() throws Exception {
    RunningService service =
        start(USUAL.withKept(new Limits.Kept(KEPT.time(), 9, PICTURE.length - 1)));
    assertProblem(service.post("", PICTURE), 507, "no room on its disk");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void output_thatGrowsBeyondTheDisk_isStopped() throws Exception {
    byte[] clip = Samples.clip(folder);
    RunningService service =
        start(USUAL.withKept(new Limits.Kept(KEPT.time(), 9, clip.length + 20)));
    assertProblem(service.post("", clip), 507, "no room on its disk");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void task_whoseTimeIsOver_isRemoved() throws Exception {
    RunningService service = start(USUAL);
    String task = service.postAsync(PICTURE);
    service.await(task, "done");
    service.advance(KEPT.time().minusSeconds(1));
    assertThat(service.get(task + "/file").statusCode()).isEqualTo(200);
    service.advance(Duration.ofSeconds(1));
    assertProblem(service.get(task + "/file"), 404, "no such task");
    assertThat(service.filesOnDisk()).isEmpty();
  }

  @Test
  void task_nobodyAsksFor_isRemovedToo() throws Exception {
    RunningService service = start(USUAL);
    service.await(service.postAsync(PICTURE), "done");
    assertThat(service.filesOnDisk()).isNotEmpty();
    service.advance(KEPT.time());
    service.awaitEmptyDisk();
  }

  @Test
  void client_thatDoesNotFinishItsHeader_isCutOff() throws Exception {
    RunningService service =
        start(
            USUAL.withTransfer(new Limits.Transfer(Duration.ofSeconds(1), Duration.ofMinutes(1))));
    try (Socket slow = service.connect("GET /v1/health HTTP/1.1\r\nHost: local")) {
      assertThat(isCutOff(slow)).isTrue();
    }
    assertThat(service.get("/v1/health").statusCode()).isEqualTo(200);
  }

  @Test
  void client_thatDoesNotFinishItsBody_isCutOffAndLeavesNothing() throws Exception {
    RunningService service =
        start(
            USUAL.withTransfer(new Limits.Transfer(Duration.ofSeconds(30), Duration.ofSeconds(1))));
    String head = service.head("POST /v1/file", "Content-Length: 1000");
    try (Socket slow = service.connect(head + "half of it")) {
      assertThat(isCutOff(slow)).isTrue();
    }
    service.awaitEmptyDisk();
    service.expectBrokenRequests();
  }

  @Test
  void body_thatEndsEarly_isNotTakenForWhole() throws Exception {
    RunningService service = start(USUAL);
    for (String length : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
      String head = service.head("POST /v1/file", "x-is-async: true", length);
      try (Socket socket = service.connect(head + "3e8\r\nhalf of it")) {
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .doesNotContain(" 202 ");
      }
    }
    service.awaitEmptyDisk();
    service.expectBrokenRequests();
  }

  @Test
  void header_thatIsTooLarge_isRefused() throws Exception {
    RunningService service = start(USUAL);
    String large = "x-large: " + "x".repeat(20 << 10);
    String many = IntStream.range(0, 70).mapToObj(i -> "x-" + i + ": 1").collect(joining("\r\n"));
    for (String header : List.of(large, many)) {
      try (Socket socket = service.connect(service.head("GET /v1/health", header))) {
        assertThat(isCutOff(socket)).as(header).isTrue();
      }
    }
    assertThat(service.get("/v1/health").statusCode()).isEqualTo(200);
  }

  /** Asks whether the server ends the connection and never says 200. */
  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return !answer.contains(" 200 ");
    } catch (SSLException | SocketException e) {
      return true;
    }
  }
}
