package dev.breakwater.agent.uplink;

import dev.breakwater.agent.egress.SentLedger;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS session with one receiver, over a socket of its own. The receiver's connection id (RFC
 * 9146) finds it again when the car's address or port has changed. A session lives as long as its
 * process at most: each trip begins with a new handshake and gets a new connection id.
 *
 * <p>Sending and taking answers belong to one thread.
 */
final class DtlsSession implements AutoCloseable {
  static final int BLOCK_BYTES = 1024;
  private static final int MAX_BODY_BYTES = 512 << 10;
  private static final Duration HANDSHAKE_REPEAT = Duration.ofSeconds(1);

  /** Short, so that a receiver that is back is found within seconds. */
  private static final Duration LONGEST_HANDSHAKE_REPEAT = Duration.ofSeconds(2);

  private static final int HANDSHAKE_REPEATS = 8;

  /** RFC 7252 section 4.8.1: not less. With its random factor, two repeats are over in 4.5 s. */
  private static final Duration ANSWER_REPEAT = Duration.ofSeconds(1);

  /** Short, so that what was under way when the network went is repeated soon after it is back. */
  private static final Duration LONGEST_ANSWER_REPEAT = Duration.ofSeconds(3);

  /** With 30 % loss each way, all of them are lost once in 400 times. */
  private static final int ANSWER_REPEATS = 8;

  /** Unix milliseconds until the year 33658. */
  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

  private final CoapEndpoint endpoint;
  private final ReceiverAddress receiver;
  private final InetSocketAddress address;
  private final Hearing hearing;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<BundleAnswer> bundles = new LinkedBlockingQueue<>();
  private final BlockingQueue<ProofAnswer> proofs = new LinkedBlockingQueue<>();
  private final BlockingQueue<TimeAnswer> times = new LinkedBlockingQueue<>();

  /** Owned by the sending thread. */
  private @Nullable SentMessages contents;

  /** Distinguishes the requests of this session; owned by the sending thread, as is the ping. */
  private long requests;

  private @Nullable Request ping;

  private DtlsSession(
      CoapEndpoint endpoint, ReceiverAddress receiver, InetSocketAddress address, Hearing hearing) {
    this.endpoint = endpoint;
    this.receiver = receiver;
    this.address = address;
    this.hearing = hearing;
  }

  /**
   * Opens a socket; the handshake comes with the first request.
   *
   * @throws IOException if the host is not known or no socket is to be had
   */
  static DtlsSession open(ReceiverAddress receiver, VehicleIdentity identity) throws IOException {
    InetSocketAddress address = receiver.resolve();
    Configuration configuration = configuration();
    var hearing = new Hearing();
    var endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new DTLSConnector(dtls(configuration, identity, hearing)))
            .build();
    endpoint.addInterceptor(hearing.messages());
    endpoint.start();
    return new DtlsSession(endpoint, receiver, address, hearing);
  }

  private static Configuration configuration() {
    CoapConfig.register();
    DtlsConfig.register();
    return Configuration.createStandardWithoutFile()
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, MAX_BODY_BYTES)
        .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
        .set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES)
        // The other trackers keep a message id for 247 s: at one per KiB they run out in seconds.
        .set(CoapConfig.MID_TRACKER, CoapConfig.TrackerMode.NULL)
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.NO_DEDUPLICATOR)
        .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
        .set(CoapConfig.ACK_TIMEOUT, ANSWER_REPEAT.toMillis(), TimeUnit.MILLISECONDS)
        .set(CoapConfig.MAX_ACK_TIMEOUT, LONGEST_ANSWER_REPEAT.toMillis(), TimeUnit.MILLISECONDS)
        .set(CoapConfig.MAX_RETRANSMIT, ANSWER_REPEATS)
        .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
        // The receiver's id is used; none is needed for records to a client.
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0)
        .set(DtlsConfig.DTLS_VERIFY_SERVER_CERTIFICATES_SUBJECT, true)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        .set(
            DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT,
            HANDSHAKE_REPEAT.toMillis(),
            TimeUnit.MILLISECONDS)
        .set(
            DtlsConfig.DTLS_MAX_RETRANSMISSION_TIMEOUT,
            LONGEST_HANDSHAKE_REPEAT.toMillis(),
            TimeUnit.MILLISECONDS)
        .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, HANDSHAKE_REPEATS);
  }

  private static DtlsConnectorConfig dtls(
      Configuration configuration, VehicleIdentity identity, Hearing hearing) {
    return DtlsConnectorConfig.builder(configuration)
        .setCertificateIdentityProvider(
            new SingleCertificateProvider(
                identity.key(),
                identity.chain().toArray(X509Certificate[]::new),
                CertificateType.X_509))
        .setAdvancedCertificateVerifier(
            StaticNewAdvancedCertificateVerifier.builder()
                .setTrustedCertificates(identity.authority())
                .setSupportedCertificateTypes(List.of(CertificateType.X_509))
                .build())
        .setHealthHandler(hearing)
        .setLoggingTag("uplink")
        .build();
  }

  /** Counts from now on what is given to DTLS. */
  void countInto(@Nullable SentLedger ledger) {
    if (ledger != null) {
      var counted = new SentMessages(ledger);
      endpoint.addPostProcessInterceptor(counted);
      contents = counted;
    }
  }

  /** Sends; the answer, or that there is none, arrives at {@link #nextAnswer}. */
  void send(Delivery delivery, Bytes body) {
    if (contents != null) {
      contents.about(delivery, body);
    }
    var request = Request.newPost();
    request.setPayload(body.toArray());
    request.addMessageObserver(new DeliveryListener(delivery));
    // Parallel block-wise transfers need distinct URIs, or the receiver mixes their blocks up.
    send(request, delivery.kind().resource() + "?u=" + requests++);
  }

  /** Asks for the bundle after one; the answer arrives at {@link #nextBundle}. */
  void askForBundle(long after) {
    var request = Request.newGet();
    request.addMessageObserver(new BundleListener());
    send(request, "p?after=" + after);
  }

  /** Asks the log for a proof; the answer arrives at {@link #nextProof}. */
  void askForProof(ProofQuestion question) {
    var request = Request.newGet();
    request.addMessageObserver(new ProofListener(question));
    send(request, "l?" + question.query());
  }

  /** Asks for the time; the answer arrives at {@link #nextTime}. */
  void askForTime() {
    var request = Request.newGet();
    request.addMessageObserver(new TimeListener());
    send(request, "t");
  }

  /**
   * Asks whether the receiver is there (RFC 7252 section 4.3); begins the handshake if there was
   * none. An answer shows in {@link #silence}.
   */
  void ping() {
    if (ping != null) {
      ping.cancel();
    }
    ping = Request.newPing();
    ping.setToken(Token.EMPTY);
    ping.setDestinationContext(new AddressEndpointContext(address, receiver.host(), null));
    endpoint.sendRequest(ping);
  }

  private void send(Request request, String path) {
    request.setConfirmable(true);
    request.setDestinationContext(new AddressEndpointContext(address, receiver.host(), null));
    request.setURI(receiver.uri(path));
    hearing.asked();
    endpoint.sendRequest(request);
  }

  @Nullable Answer nextAnswer(Duration atMost) throws InterruptedException {
    return answers.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Nullable BundleAnswer nextBundle() {
    return bundles.poll();
  }

  @Nullable TimeAnswer nextTime() {
    return times.poll();
  }

  @Nullable ProofAnswer nextProof() {
    return proofs.poll();
  }

  /** Returns whether the receiver has ever answered: it takes us. */
  boolean isEstablished() {
    return hearing.hasAnswered();
  }

  boolean hasShakenHands() {
    return hearing.hasShakenHands();
  }

  /** Returns whether the receiver ended the session: what is in flight gets no answer any more. */
  boolean isClosed() {
    return hearing.isClosed();
  }

  /** Returns whether the handshake failed, or no record of it came for so long. */
  boolean isUseless(Duration patience) {
    return hearing.hasFailed() || hearing.sinceRecord().compareTo(patience) > 0;
  }

  /** Returns how long an answer has been waited for without hearing any. */
  Duration silence() {
    return hearing.silence();
  }

  /** Returns after which silence the receiver may be gone. */
  Duration patience() {
    return hearing.patience();
  }

  @Override
  public void close() {
    endpoint.destroy();
  }

  /** Hands one request's fate over, once. */
  private abstract class Listener extends MessageObserverAdapter {
    private final AtomicBoolean told = new AtomicBoolean();
    private final long sentAtNanos = System.nanoTime();

    abstract void answered(Response response);

    abstract void unheard(String failure);

    @Override
    public void onResponse(Response response) {
      if (!told.getAndSet(true)) {
        hearing.answered(Duration.ofNanos(System.nanoTime() - sentAtNanos));
        answered(response);
      }
    }

    @Override
    public void onSendError(Throwable error) {
      failed(String.valueOf(error.getMessage()));
    }

    @Override
    protected void failed() {
      failed("no answer");
    }

    private void failed(String failure) {
      if (!told.getAndSet(true)) {
        hearing.unanswered();
        unheard(failure);
      }
    }
  }

  private final class DeliveryListener extends Listener {
    private final Delivery delivery;

    DeliveryListener(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    void answered(Response response) {
      answers.add(Answer.of(delivery, response));
    }

    @Override
    void unheard(String failure) {
      answers.add(Answer.unheard(delivery, failure));
    }
  }

  private final class BundleListener extends Listener {
    @Override
    void answered(Response response) {
      boolean content = response.getCode() == ResponseCode.CONTENT;
      byte[] payload = response.getPayload();
      bundles.add(new BundleAnswer(true, content && payload != null ? Bytes.of(payload) : null));
    }

    @Override
    void unheard(String failure) {
      bundles.add(new BundleAnswer(false, null));
    }
  }

  private final class TimeListener extends Listener {
    @Override
    void answered(Response response) {
      String digits = response.getPayloadString();
      boolean told = response.getCode() == ResponseCode.CONTENT && MILLIS.matcher(digits).matches();
      times.add(new TimeAnswer(true, told ? Instant.ofEpochMilli(Long.parseLong(digits)) : null));
    }

    @Override
    void unheard(String failure) {
      times.add(new TimeAnswer(false, null));
    }
  }

  private final class ProofListener extends Listener {
    private final ProofQuestion question;

    ProofListener(ProofQuestion question) {
      this.question = question;
    }

    @Override
    void answered(Response response) {
      boolean content = response.getCode() == ResponseCode.CONTENT;
      byte[] payload = response.getPayload();
      Bytes proof = content && payload != null ? Bytes.of(payload) : null;
      proofs.add(
          new ProofAnswer(
              question, content || response.getCode() == ResponseCode.NOT_FOUND, proof));
    }

    @Override
    void unheard(String failure) {
      proofs.add(new ProofAnswer(question, false, null));
    }
  }
}
