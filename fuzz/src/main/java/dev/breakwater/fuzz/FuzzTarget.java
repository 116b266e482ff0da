package dev.breakwater.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A decoder of outside bytes, what it may answer, and the inputs to start from. Immutable.
 *
 * <p>To add a target: name it, give it at least one good input, and run {@link Fuzzer#run} on it
 * from a test of the decoder's module (see any {@code *FuzzTest}).
 */
public final class FuzzTarget {
  /** Where a module keeps inputs, in a folder for each target; the name says what was wrong. */
  private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");

  private static final long DEFAULT_MAX_ALLOCATED_BYTES = 64L << 20;

  /** Decodes one input; throws an {@link AssertionError} where the answer is wrong. */
  @FunctionalInterface
  public interface Decoder {
    void decode(byte[] input) throws Exception;
  }

  private final String name;
  private final Decoder decoder;
  private final Set<Class<? extends Exception>> rejections;
  private final List<byte[]> seeds;
  private final long maxAllocatedBytes;

  private FuzzTarget(
      String name,
      Decoder decoder,
      Set<Class<? extends Exception>> rejections,
      List<byte[]> seeds,
      long maxAllocatedBytes) {
    this.name = name;
    this.decoder = decoder;
    this.rejections = rejections;
    this.seeds = List.copyOf(seeds);
    this.maxAllocatedBytes = maxAllocatedBytes;
  }

  /**
   * @param name of the target, also of the folder with its kept inputs
   * @param rejection what the decoder declares to throw at a bad input; nothing else may come out
   */
  public static FuzzTarget of(String name, Class<? extends Exception> rejection, Decoder decoder) {
    return new FuzzTarget(name, decoder, Set.of(rejection), List.of(), DEFAULT_MAX_ALLOCATED_BYTES);
  }

  /** A target that takes every input: what is wrong with it is a value, or nothing is. */
  public static FuzzTarget of(String name, Decoder decoder) {
    return new FuzzTarget(name, decoder, Set.of(), List.of(), DEFAULT_MAX_ALLOCATED_BYTES);
  }

  /** Adds another exception that the decoder declares. */
  public FuzzTarget orRejecting(Class<? extends Exception> rejection) {
    Set<Class<? extends Exception>> more = new HashSet<>(rejections);
    more.add(rejection);
    return new FuzzTarget(name, decoder, more, seeds, maxAllocatedBytes);
  }

  /** Adds an input to start from, which the decoder accepts: changed a little, it gets far. */
  public FuzzTarget startingFrom(byte[] seed) {
    List<byte[]> more = new ArrayList<>(seeds);
    more.add(seed.clone());
    return new FuzzTarget(name, decoder, rejections, more, maxAllocatedBytes);
  }

  public FuzzTarget startingFrom(String seed) {
    return startingFrom(seed.getBytes(StandardCharsets.UTF_8));
  }

  /** Sets how many bytes of heap the decoder may allocate, all together, for one input. */
  public FuzzTarget allocatingAtMost(long bytes) {
    return new FuzzTarget(name, decoder, rejections, seeds, bytes);
  }

  String name() {
    return name;
  }

  long maxAllocatedBytes() {
    return maxAllocatedBytes;
  }

  void decode(byte[] input) throws Exception {
    decoder.decode(input);
  }

  boolean mayThrow(Throwable thrown) {
    return rejections.stream().anyMatch(rejection -> rejection.isInstance(thrown));
  }

  /** Returns the inputs that the decoder must accept. */
  List<byte[]> seeds() {
    return seeds;
  }

  /** Returns the inputs that broke a decoder once, in the order of their names. */
  List<byte[]> kept() throws IOException {
    List<byte[]> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(KEPT.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        kept.add(Files.readAllBytes(file));
      }
    } catch (NoSuchFileException e) {
      // Nothing was kept for this target.
    }
    return kept;
  }

  @Override
  public String toString() {
    return name;
  }
}
