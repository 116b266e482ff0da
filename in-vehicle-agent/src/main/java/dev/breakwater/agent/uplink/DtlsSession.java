package dev.breakwater.agent.uplink;

import dev.breakwater.agent.egress.SentLedger;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
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
 * One DTLS session with the receiver. It is never repaired: when it is silent, the next one starts
 * with a new socket and a full handshake, because a receiver that was started anew drops records of
 * sessions it does not know without a word.
 *
 * <p>Sending and taking answers belong to one thread.
 */
final class DtlsSession implements AutoCloseable {
  private static final int BLOCK_BYTES = 1024;
  private static final int MAX_BODY_BYTES = 512 << 10;
  private static final Duration HANDSHAKE_REPEAT = Duration.ofSeconds(1);

  private final CoapEndpoint endpoint;
  private final UplinkSettings settings;
  private final InetSocketAddress receiver;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<BundleAnswer> bundles = new LinkedBlockingQueue<>();

  /** Written by the endpoint's threads. */
  private volatile long heardAtNanos;

  private volatile boolean heard;

  /** Owned by the sending thread. */
  private @Nullable SentMessages contents;

  /** Distinguishes the requests of this session; owned by the sending thread. */
  private long requests;

  private DtlsSession(CoapEndpoint endpoint, UplinkSettings settings, InetSocketAddress receiver) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.receiver = receiver;
    this.heardAtNanos = System.nanoTime();
  }

  /**
   * Opens a socket; the handshake comes with the first request.
   *
   * @throws IOException if the host is not known or no socket is to be had
   */
  static DtlsSession open(UplinkSettings settings) throws IOException {
    var receiver = new InetSocketAddress(settings.host(), settings.port());
    if (receiver.isUnresolved()) {
      throw new IOException("the host " + settings.host() + " is not known");
    }
    Configuration configuration = configuration();
    var endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new DTLSConnector(dtls(configuration, settings.identity())))
            .build();
    var session = new DtlsSession(endpoint, settings, receiver);
    endpoint.addInterceptor(session.new Ear());
    endpoint.start();
    return session;
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
        .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0)
        .set(DtlsConfig.DTLS_VERIFY_SERVER_CERTIFICATES_SUBJECT, true)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        .set(
            DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT,
            HANDSHAKE_REPEAT.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static DtlsConnectorConfig dtls(Configuration configuration, VehicleIdentity identity) {
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
    request.addMessageObserver(new Listener(delivery));
    // Parallel block-wise transfers need distinct URIs, or the receiver mixes their blocks up.
    send(request, delivery.kind().resource() + "?u=" + requests++);
  }

  /** Asks for the bundle after one; the answer arrives at {@link #nextBundle}. */
  void askForBundle(long after) {
    var request = Request.newGet();
    request.addMessageObserver(new BundleListener());
    send(request, "p?after=" + after);
  }

  private void send(Request request, String path) {
    request.setConfirmable(true);
    request.setDestinationContext(new AddressEndpointContext(receiver, settings.host(), null));
    request.setURI("coaps://%s:%d/%s".formatted(settings.host(), settings.port(), path));
    endpoint.sendRequest(request);
  }

  @Nullable Answer nextAnswer(Duration atMost) throws InterruptedException {
    return answers.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Nullable BundleAnswer nextBundle() {
    return bundles.poll();
  }

  /** Returns whether the receiver has ever spoken, so that the handshake is over. */
  boolean isEstablished() {
    return heard;
  }

  /** Starts the silence anew: nothing was expected before. */
  void expectAnswers() {
    heardAtNanos = System.nanoTime();
  }

  /** Returns how long the receiver has been silent. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAtNanos);
  }

  @Override
  public void close() {
    endpoint.destroy();
  }

  /** Hears every message, the acknowledgements of single blocks too. */
  private final class Ear extends MessageInterceptorAdapter {
    @Override
    public void receiveResponse(Response response) {
      heardAtNanos = System.nanoTime();
      heard = true;
    }
  }

  /** Puts one request's fate into the queue. */
  private final class Listener extends MessageObserverAdapter {
    private final Delivery delivery;

    Listener(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public void onResponse(Response response) {
      answers.add(Answer.of(delivery, response));
    }

    @Override
    public void onSendError(Throwable error) {
      answers.add(Answer.unheard(delivery, String.valueOf(error.getMessage())));
    }

    @Override
    protected void failed() {
      answers.add(Answer.unheard(delivery, "no answer"));
    }
  }

  /** Puts the answer to a question for a bundle into its queue. */
  private final class BundleListener extends MessageObserverAdapter {
    @Override
    public void onResponse(Response response) {
      boolean content = response.getCode() == ResponseCode.CONTENT;
      byte[] payload = response.getPayload();
      bundles.add(new BundleAnswer(true, content && payload != null ? Bytes.of(payload) : null));
    }

    @Override
    protected void failed() {
      bundles.add(new BundleAnswer(false, null));
    }
  }
}
