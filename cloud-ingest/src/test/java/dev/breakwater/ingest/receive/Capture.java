package dev.breakwater.ingest.receive;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a {@link RelayMain} saw a car send. */
record Capture(List<byte[]> datagrams) {
  /** RFC 9146 section 4: content type tls12_cid, version, epoch, sequence number, then the id. */
  private static final int TLS12_CID = 25;

  private static final int ID_AT = 11;
  private static final int ID_BYTES = 6;

  /** RFC 6347: content type handshake; handshake type client_hello. */
  private static final int HANDSHAKE = 22;

  private static final int HANDSHAKE_TYPE_AT = 13;
  private static final int CLIENT_HELLO = 1;

  static Capture read(Path file) throws IOException {
    List<byte[]> datagrams = new ArrayList<>();
    try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      while (true) {
        datagrams.add(in.readNBytes(in.readInt()));
      }
    } catch (EOFException e) {
      return new Capture(datagrams);
    }
  }

  /** Returns the connection ids, in the order of their first use. */
  Set<String> connectionIds() {
    Set<String> ids = new LinkedHashSet<>();
    for (byte[] datagram : datagrams) {
      if (datagram[0] == TLS12_CID) {
        ids.add(HexFormat.of().formatHex(datagram, ID_AT, ID_AT + ID_BYTES));
      }
    }
    return ids;
  }

  long clientHellos() {
    return datagrams.stream()
        .filter(each -> each[0] == HANDSHAKE && each[HANDSHAKE_TYPE_AT] == CLIENT_HELLO)
        .count();
  }
}
