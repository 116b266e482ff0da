package dev.breakwater.audit.durable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose power goes: of what was not forced it forgets any part, in any order. A sector of a
 * file is written whole or not at all, and the file may have its full length although its sectors
 * never came. Of each name in a directory that was not forced, any of the states since counts: made
 * or not, deleted or not, the old file or the new one. A rename is a change of two directories.
 *
 * <p>Its files are used through {@link #path}, by the code that uses real ones.
 */
public final class ForgetfulDisk {
  private static final int SECTOR = 512;

  private final Directory root;
  private final Random random;
  private final ForgetfulFileSystem files = new ForgetfulFileSystem(this);
  private long operationsUntilStop = Long.MAX_VALUE;
  private long operations;
  private boolean stopped;

  sealed interface Node permits Directory, File {}

  static final class Directory implements Node {
    final Map<String, Node> now = new TreeMap<>();
    private final Map<String, Node> forced = new TreeMap<>();
    // What each name was since the last force, oldest first; null where there was nothing.
    private final Map<String, List<@Nullable Node>> since = new TreeMap<>();

    private void put(String name, @Nullable Node node) {
      if (node == null) {
        now.remove(name);
      } else {
        now.put(name, node);
      }
      since.computeIfAbsent(name, any -> new ArrayList<>()).add(node);
    }

    private void force() {
      forced.clear();
      forced.putAll(now);
      since.clear();
    }

    private Directory remembered(Random random) {
      var left = new Directory();
      List<String> names = new ArrayList<>(forced.keySet());
      names.addAll(since.keySet());
      for (String name : names) {
        List<@Nullable Node> states = new ArrayList<>();
        states.add(forced.get(name));
        states.addAll(since.getOrDefault(name, List.of()));
        Node node = states.get(random.nextInt(states.size()));
        if (node instanceof Directory directory) {
          left.now.put(name, directory.remembered(random));
        } else if (node instanceof File file) {
          left.now.put(name, file.remembered(random));
        } else {
          left.now.remove(name);
        }
      }
      left.force();
      return left;
    }
  }

  static final class File implements Node {
    byte[] now = new byte[0];
    private byte[] forced = new byte[0];

    private void force() {
      forced = now;
    }

    private File remembered(Random random) {
      var left = new File();
      left.now = now == forced ? now : anyOf(random);
      left.force();
      return left;
    }

    private byte[] anyOf(Random random) {
      byte[] kept = Arrays.copyOf(forced, Math.max(forced.length, now.length));
      int length = forced.length;
      for (int at = 0; at < now.length; at += SECTOR) {
        int end = Math.min(now.length, at + SECTOR);
        if (random.nextBoolean()) {
          System.arraycopy(now, at, kept, at, end - at);
          length = Math.max(length, end);
        }
      }
      return Arrays.copyOf(kept, random.nextInt(3) == 0 ? now.length : length);
    }
  }

  private ForgetfulDisk(Directory root, Random random) {
    this.root = root;
    this.random = random;
  }

  /**
   * @param random chooses what is forgotten
   */
  public static ForgetfulDisk empty(Random random) {
    return new ForgetfulDisk(new Directory(), random);
  }

  /** Lets the change after {@code operations} others be the last one, done or not. */
  public ForgetfulDisk stopAfter(long operations) {
    operationsUntilStop = operations;
    return this;
  }

  /** Returns what the next process finds after a kill: everything, forced or not. */
  public ForgetfulDisk afterKill() {
    return new ForgetfulDisk(root, random);
  }

  /** Returns what the disk holds after the power has come back. */
  public ForgetfulDisk afterPowerCut() {
    return new ForgetfulDisk(root.remembered(random), random);
  }

  /** Returns how many changes and forces there were. */
  public long operations() {
    return operations;
  }

  public Path path(String absolute) {
    return files.getPath(absolute);
  }

  /** Returns what lies at a path, or null. */
  @Nullable Node find(Path path) {
    Node node = root;
    for (Path name : path) {
      node = node instanceof Directory directory ? directory.now.get(name.toString()) : null;
    }
    return node;
  }

  void put(Directory directory, String name, @Nullable Node node) throws IOException {
    change(() -> directory.put(name, node));
  }

  void rename(Directory from, String name, Directory to, String other) throws IOException {
    change(
        () -> {
          to.put(other, from.now.get(name));
          from.put(name, null);
        });
  }

  void write(File file, byte[] content) throws IOException {
    change(() -> file.now = content);
  }

  void force(Node node) throws IOException {
    change(
        () -> {
          if (node instanceof Directory directory) {
            directory.force();
          } else if (node instanceof File file) {
            file.force();
          }
        });
  }

  /** Returns the names in a directory, in no order that anybody may rely on. */
  List<String> names(Directory directory) {
    List<String> names = new ArrayList<>(directory.now.keySet());
    Collections.shuffle(names, random);
    return names;
  }

  private void change(Runnable change) throws IOException {
    if (stopped) {
      throw new IOException("this process has died");
    }
    stopped = operations++ >= operationsUntilStop;
    if (!stopped || random.nextBoolean()) {
      change.run();
    }
    if (stopped) {
      throw new IOException("this process has died");
    }
  }
}
