package dev.breakwater.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataKeysTest {
  private static final String CAR = "0123456789abcdef".repeat(2);
  private static final KeyScope SCOPE = scope("owner", 3);
  private static final Withdrawn WITHDRAWN = new Withdrawn(4, List.of("position"));

  @TempDir Path directory;
  private long nanos;

  private static KeyScope scope(String owner, long consentEpoch) {
    return new KeyScope(CAR, owner, "purpose", consentEpoch, "position.precise");
  }

  /** Another process on the same directory. */
  private DataKeys open() {
    return new DataKeys(directory.resolve("keys"), new SecureRandom(), () -> nanos);
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  @Test
  void key_ofOneScope_isTheSameAfterARestartAndNobodyElses() throws IOException {
    DataKey key = open().of(SCOPE).orElseThrow();
    assertThat(open().of(SCOPE)).contains(key);
    assertThat(open().find(key.name())).contains(key);
    assertThat(open().of(scope("other", 3))).isPresent().isNotEqualTo(key);
  }

  @Test
  void key_thatWasNeverMade_isNotFoundAndNotMade() throws IOException {
    assertThat(open().find("0".repeat(64))).isEmpty();
    assertThat(open().find("../../etc/passwd")).isEmpty();
    assertThat(files(".key")).isEmpty();
  }

  @Test
  void keyFile_isReadableByItsOwnerOnly_andItsNameSaysNothing() throws IOException {
    DataKey key = open().of(SCOPE).orElseThrow();
    Path file = files(".key").get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    // Who knows what a key is for cannot tell its name: another installation has another.
    var elsewhere = new DataKeys(directory.resolve("elsewhere"), new SecureRandom());
    assertThat(elsewhere.of(SCOPE).orElseThrow().name()).isNotEqualTo(key.name());
  }

  @Test
  void keyFile_ofAnotherLength_isRefused() throws IOException {
    open().of(SCOPE);
    Files.write(files(".key").get(0), new byte[5]);
    assertThatThrownBy(() -> open().of(SCOPE)).isInstanceOf(UnopenableException.class);
  }

  @Test
  void key_madeByManyAtOnce_isOneKey() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<DataKey>> makers =
          Stream.generate(() -> (Callable<DataKey>) () -> open().of(SCOPE).orElseThrow())
              .limit(32)
              .toList();
      Set<DataKey> made = new HashSet<>();
      for (Future<DataKey> each : pool.invokeAll(makers)) {
        made.add(each.get());
      }
      assertThat(made).hasSize(1);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void key_destroyedByAnotherProcess_isNoticedInTenSecondsAndNeverMadeAgain() throws IOException {
    DataKeys mine = open();
    DataKey key = mine.of(SCOPE).orElseThrow();
    open().destroy(key.name());
    nanos += Duration.ofSeconds(DataKeys.NOTICED_SECONDS).toNanos();
    assertThat(mine.find(key.name())).isEmpty();
    assertThat(files(".key")).isEmpty();
    // What is collected after an erasure is new data: another key.
    assertThat(mine.of(SCOPE).map(DataKey::name)).isPresent().isNotEqualTo(key.name());
    assertThat(open().find(key.name())).isEmpty();
  }

  @Test
  void key_destroyed_isOverwrittenWhereItLayAlsoUnderASecondName() throws IOException {
    DataKey key = open().of(SCOPE).orElseThrow();
    Path left = Files.createLink(directory.resolve("left-by-a-crash"), files(".key").get(0));
    open().destroy(key.name());
    assertThat(Bytes.of(Files.readAllBytes(left))).isEqualTo(Bytes.of(new byte[32]));
  }

  @Test
  void key_ofAWithdrawnConsent_isNotMadeAndThatOfALaterOneIs() throws IOException {
    open().withdraw(CAR, WITHDRAWN);
    assertThat(open().of(scope("someone-new", 3))).isEmpty();
    assertThat(open().of(scope("someone-new", 5))).isPresent();
    assertThat(open().of(scope("someone-new", 0))).isPresent();
  }

  @Test
  void index_listsTheKeysOfAllOwnersOfAVehicle() throws IOException {
    DataKeys keys = open();
    Set<String> made =
        Stream.of(SCOPE, scope(CAR, 3), scope("other", 0))
            .map(scope -> name(keys, scope))
            .collect(Collectors.toSet());
    keys.of(new KeyScope("f".repeat(32), "owner", "purpose", 3, "position"));
    assertThat(open().ofVehicle(CAR).stream().map(IndexedKey::name))
        .containsExactlyInAnyOrderElementsOf(made);
    assertThat(open().ofVehicle(CAR).stream().map(IndexedKey::scope)).contains(SCOPE);
  }

  private static String name(DataKeys keys, KeyScope scope) {
    try {
      return keys.of(scope).orElseThrow().name();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
