package dev.breakwater.anonymizer.serve;

import static dev.breakwater.anonymizer.serve.RunningService.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.anonymizer.FakeDetector;
import dev.breakwater.anonymizer.frame.PictureFormat;
import dev.breakwater.anonymizer.serve.RunningService.Setup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, stops, and what one leaves for the next. */
final class ServiceStartTest {
  private static final byte[] PICTURE = Samples.picture(PictureFormat.PNG);

  @TempDir private static Path shared;
  private static SSLContext tls;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestTls.make(shared);
  }

  private RunningService start() throws Exception {
    return new RunningService(tls, folder.resolve("data"), Setup.of(FakeDetector.seeing()));
  }

  @Test
  void leftovers_ofAKilledService_areRemovedWithoutFollowingLinks() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "not the service's");
    Path left = folder.resolve("data/tasks/0123456789abcdef0123456789abcdef");
    Workspace.create(folder.resolve("data"));
    Files.createDirectories(left.resolve("in"));
    Files.createDirectories(left.resolve("out"));
    Files.writeString(left.resolve("in/body"), "an original");
    Files.writeString(left.resolve("out/.x.mp4.part"), "half-written");
    Files.createSymbolicLink(left.resolve("out/link"), elsewhere);
    Files.createSymbolicLink(left.resolve("out/folder"), folder);
    try (RunningService service = start()) {
      assertThat(service.filesOnDisk()).isEmpty();
      assertProblem(service.get("/v1/task/" + left.getFileName()), 404, "no such task");
      service.assertSound();
    }
    assertThat(elsewhere).hasContent("not the service's");
  }

  @Test
  void restart_keepsTheTokenAndForgetsTheTasks() throws Exception {
    String task;
    try (RunningService service = start()) {
      task = service.postAsync(PICTURE);
      service.await(task, "done");
    }
    assertThat(folder.resolve("data/tasks")).doesNotExist();
    try (RunningService service = start()) {
      assertProblem(service.get(task), 404, "no such task");
    }
  }

  @Test
  void stop_whileATaskRuns_answersWhoWaitsAndLeavesNothing() throws Exception {
    var held = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var detector =
        new FakeDetector(
            frame -> {
              begun.countDown();
              awaitQuietly(held);
              return List.of();
            });
    RunningService service = new RunningService(tls, folder.resolve("data"), Setup.of(detector));
    ExecutorService others = Executors.newFixedThreadPool(2);
    try {
      byte[] clip = Samples.clip(folder);
      Future<HttpResponse<byte[]>> waiting = others.submit(() -> service.post("", clip));
      begun.await();
      Future<?> stopped =
          others.submit(
              () -> {
                service.close();
                return null;
              });
      while (service.post("", PICTURE).statusCode() != 503) {
        Thread.onSpinWait();
      }
      held.countDown();
      assertProblem(waiting.get(), 503, "the service is stopping");
      stopped.get();
      assertThat(folder.resolve("data/tasks")).doesNotExist();
    } finally {
      others.shutdown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void folder_thatAnotherServiceUses_isRefused() throws Exception {
    try (RunningService service = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(CannotServeException.class)
          .hasMessageContaining("another service uses this folder");
      assertThat(service.post("", PICTURE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void folder_thatOthersMayWrite_isRefused() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(this::start)
        .isInstanceOf(CannotServeException.class)
        .hasMessageContaining("others may write");
  }

  @Test
  void plainHttp_toOtherMachines_isRefused() throws Exception {
    try (RunningService service = start()) {
      InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
      assertThatThrownBy(
              () ->
                  AnonymizeService.start(
                      everywhere, null, folder.resolve("other"), service.parts()))
          .isInstanceOf(CannotServeException.class)
          .hasMessageContaining("plain HTTP");
    }
  }

  @Test
  void token_isMadeForItsOwnerAlone() throws Exception {
    Path file = folder.resolve("token");
    AccessToken.create(file, new SecureRandom());
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String token = Files.readString(file).strip();
    AccessToken read = AccessToken.read(file);
    assertThat(read.isShownBy("Bearer " + token)).isTrue();
    assertThat(read.isShownBy("bearer " + token)).isTrue();
    for (String wrong : List.of("", "Bearer ", "Bearer " + token + "x", "Basic " + token, token)) {
      assertThat(read.isShownBy(wrong)).as(wrong).isFalse();
    }
    assertThat(read.isShownBy(null)).isFalse();
    assertThatThrownBy(() -> AccessToken.create(file, new SecureRandom()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file).strip()).isEqualTo(token);
  }

  @Test
  void token_thatOthersMayReadOrThatIsShort_isRefused() throws Exception {
    Path open = Files.writeString(folder.resolve("open"), "x".repeat(40));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> AccessToken.read(open))
        .isInstanceOf(CannotServeException.class)
        .hasMessageContaining("others may read");
    for (String text : List.of("secret", "", "x".repeat(2000), "two words ".repeat(5))) {
      Path weak = Files.writeString(folder.resolve("weak"), text);
      Files.setPosixFilePermissions(weak, PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> AccessToken.read(weak))
          .isInstanceOf(CannotServeException.class)
          .hasMessageContaining("is no token");
    }
  }
}
