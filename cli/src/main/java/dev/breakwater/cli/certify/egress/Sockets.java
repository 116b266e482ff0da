package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.certify.egress.Packet.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which process each socket of this machine belongs to, as the kernel says (proc(5)). Looked at
 * again and again while a capture runs; what was seen once is kept. Safe for use by several
 * threads.
 */
final class Sockets {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4})"
              + " \\S+ \\S+ \\S+ \\S+\\s+\\d+\\s+\\d+ (\\d+) .*");
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");
  private static final Map<String, Transport> TABLES =
      Map.of(
          "tcp", Transport.TCP,
          "tcp6", Transport.TCP,
          "udp", Transport.UDP,
          "udp6", Transport.UDP);
  private static final int MAX_COMMAND = 1000;

  private final Path proc;
  private final Map<Socket, Owner> owners = new ConcurrentHashMap<>();

  // Owned by look(): inodes whose owner is known need no search of all processes.
  private final Map<Long, Owner> known = new HashMap<>();

  /**
   * @param command with its arguments
   */
  record Owner(long pid, String command) {}

  /**
   * @param remote of a socket that is not connected, all zeros
   */
  private record Socket(Transport transport, Endpoint local, Endpoint remote) {}

  /**
   * @param proc the mounted file system of the kernel's processes
   */
  Sockets(Path proc) {
    this.proc = proc;
  }

  /** Looks once. */
  synchronized void look() throws IOException {
    Map<Socket, Long> inodes = new HashMap<>();
    for (Map.Entry<String, Transport> table : TABLES.entrySet()) {
      Path file = proc.resolve("net").resolve(table.getKey());
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> read(line, table.getValue(), inodes));
      }
    }
    Set<Long> open = new HashSet<>(inodes.values());
    known.keySet().retainAll(open);
    open.removeAll(known.keySet());
    if (!open.isEmpty()) {
      search(open);
    }
    inodes.forEach(
        (socket, inode) -> {
          Owner owner = known.get(inode);
          if (owner != null) {
            owners.put(socket, owner);
          }
        });
  }

  private static void read(String line, Transport transport, Map<Socket, Long> inodes) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      long inode = Long.parseLong(matcher.group(5));
      if (inode != 0) {
        Endpoint local = endpoint(matcher.group(1), matcher.group(2));
        Endpoint remote = endpoint(matcher.group(3), matcher.group(4));
        inodes.put(new Socket(transport, local, remote), inode);
      }
    }
  }

  private static Endpoint endpoint(String address, String port) {
    return new Endpoint(address(address), Integer.parseInt(port, 16));
  }

  /** Words of four bytes in the order of the machine. */
  private static InetAddress address(String hex) {
    ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
    for (int at = 0; at < hex.length(); at += 8) {
      bytes.putInt(Integer.parseUnsignedInt(hex.substring(at, at + 8), 16));
    }
    try {
      // An IPv4 address inside an IPv6 one comes out as what it is.
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  private void search(Set<Long> inodes) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        search(process, inodes);
      }
    }
  }

  private void search(Path process, Set<Long> inodes) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        Matcher matcher = SOCKET.matcher(Files.readSymbolicLink(file).toString());
        if (matcher.matches() && inodes.contains(Long.valueOf(matcher.group(1)))) {
          // Children have the sockets of their parents: the oldest process counts.
          known.merge(
              Long.valueOf(matcher.group(1)),
              owner(process),
              (one, other) -> one.pid <= other.pid ? one : other);
        }
      }
    } catch (IOException e) {
      // The process has ended meanwhile, or is the kernel's own: nothing is known of it.
    }
  }

  private static Owner owner(Path process) throws IOException {
    String command =
        Files.readString(process.resolve("cmdline")).replaceAll("\\p{Cntrl}", " ").strip();
    String shown = command.substring(0, Math.min(command.length(), MAX_COMMAND));
    return new Owner(Long.parseLong(process.getFileName().toString()), shown);
  }

  /** Returns whose socket sends from one address to another; empty if it was never seen. */
  Optional<Owner> ownerOf(Transport transport, Endpoint from, Endpoint to) {
    Endpoint any4 = new Endpoint(literal("0.0.0.0"), 0);
    Endpoint any6 = new Endpoint(literal("::"), 0);
    Endpoint wild4 = new Endpoint(any4.address(), from.port());
    Endpoint wild6 = new Endpoint(any6.address(), from.port());
    return Stream.of(
            new Socket(transport, from, to),
            new Socket(transport, from, any4),
            new Socket(transport, from, any6),
            new Socket(transport, wild4, any4),
            new Socket(transport, wild6, any6))
        .map(owners::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a literal address needs no lookup", e);
    }
  }
}
