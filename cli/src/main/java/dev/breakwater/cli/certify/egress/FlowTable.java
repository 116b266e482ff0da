package dev.breakwater.cli.certify.egress;

import dev.breakwater.cli.certify.MarkerSearch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All flows of a capture that began at an address of this machine. Used by one thread. */
final class FlowTable {
  /** The most flows that are told apart. */
  static final int MAX_FLOWS = 100_000;

  private final Set<InetAddress> local;
  private final MarkerSearch search;
  private final DtlsRecords records = new DtlsRecords();
  private final Map<Flow.Key, Flow> flows = new LinkedHashMap<>();

  private FlowTable(Set<InetAddress> local, MarkerSearch search) {
    this.local = local;
    this.search = search;
  }

  /**
   * Reads a capture.
   *
   * @param local addresses of this machine
   * @param search finds what may be in no flow
   * @throws IOException also if it is none, or there are too many flows
   */
  static List<Flow> read(Path capture, Set<InetAddress> local, MarkerSearch search)
      throws IOException {
    var table = new FlowTable(local, search);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(capture))) {
      PcapReader reader = PcapReader.open(in);
      Optional<PcapReader.Captured> next = reader.next();
      while (next.isPresent()) {
        Optional<Packet> packet = Packet.of(next.get());
        if (packet.isPresent()) {
          table.add(packet.get());
        }
        next = reader.next();
      }
    }
    return List.copyOf(table.flows.values());
  }

  private void add(Packet packet) throws IOException {
    records.learn(packet);
    if (!local.contains(packet.from().address())) {
      return;
    }
    var key = new Flow.Key(packet.transport(), packet.from(), packet.to());
    if (flows.size() == MAX_FLOWS && !flows.containsKey(key)) {
      throw new IOException("the capture has more than " + MAX_FLOWS + " flows");
    }
    flows.computeIfAbsent(key, Flow::new).add(packet, records, search);
  }
}
