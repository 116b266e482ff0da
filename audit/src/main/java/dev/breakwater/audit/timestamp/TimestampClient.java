package dev.breakwater.audit.timestamp;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Asks one time-stamp authority for tokens (RFC 3161, section 2.4), and believes none that its
 * anchors do not certify. One thread.
 */
public final class TimestampClient {
  /** Longest answer, in bytes. */
  public static final int MAX_ANSWER_BYTES = TimestampToken.MAX_BYTES + 4096;

  /** Media type of a request. */
  public static final String QUERY = "application/timestamp-query";

  private static final int NONCE_BITS = 64;

  private final TimeAnchors anchors;
  private final Transport transport;
  private final SecureRandom random;

  /** How a request reaches the authority. */
  public interface Transport {
    /**
     * Posts a TimeStampReq and returns the TimeStampResp, at most {@link #MAX_ANSWER_BYTES}.
     *
     * @throws IOException if there is no answer, or a longer one
     */
    Bytes post(Bytes query) throws IOException;
  }

  public TimestampClient(TimeAnchors anchors, Transport transport, SecureRandom random) {
    this.anchors = anchors;
    this.transport = transport;
    this.random = random;
  }

  /**
   * Has a digest stamped.
   *
   * @throws IOException if the authority does not stamp it, or answers what does not verify
   */
  public TimestampToken stamp(Digest digest) throws IOException {
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    var nonce = new BigInteger(NONCE_BITS, random);
    TimeStampRequest request =
        generator.generate(TSPAlgorithms.SHA256, digest.value().toArray(), nonce);
    Bytes answer = transport.post(Bytes.of(request.getEncoded()));
    try {
      TimestampToken token = token(answer, request);
      var unused = token.verify(digest, anchors);
      return token;
    } catch (InvalidTimestampException e) {
      throw new IOException("the authority's answer does not verify: " + e.getMessage(), e);
    }
  }

  private static TimestampToken token(Bytes answer, TimeStampRequest request)
      throws IOException, InvalidTimestampException {
    try {
      var response = new TimeStampResponse(answer.toArray());
      response.validate(request); // status, nonce, digest
      TimeStampToken token = response.getTimeStampToken();
      if (token != null) {
        return new TimestampToken(Bytes.of(token.getEncoded("DER")));
      }
      String why = String.valueOf(response.getStatusString());
      throw new InvalidTimestampException("it stamps nothing: " + why, null);
    } catch (TSPException | RuntimeException e) {
      // The parser throws what its casts give at bytes that somebody made up.
      throw new InvalidTimestampException(String.valueOf(e.getMessage()), e);
    }
  }
}
