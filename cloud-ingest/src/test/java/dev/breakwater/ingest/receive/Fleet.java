package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;

/**
 * The vehicles of a bench, numbered from 1 to at most 65,535. Each has its DTLS connection and its
 * port, but all share one CoAP endpoint and its few threads: an endpoint for each, with its
 * threads, timers and buffers, would measure the measuring process.
 */
final class Fleet implements AutoCloseable {
  private static final int PAYLOAD_BYTES = 800; // 1 KB with what is around it

  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final VehicleRef vehicle;
  private final FleetSocket socket;
  private final CoapEndpoint endpoint;

  private Fleet(VehicleRef vehicle, FleetSocket socket, CoapEndpoint endpoint) {
    this.vehicle = vehicle;
    this.socket = socket;
    this.endpoint = endpoint;
  }

  /**
   * @param port of the receiver on the loopback address
   */
  static Fleet start(int port, VehicleRef vehicle, Credentials credentials) throws IOException {
    CoapConfig.register();
    DtlsConfig.register();
    var configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.PREFERRED_BLOCK_SIZE, 1024)
            .set(CoapConfig.MAX_MESSAGE_SIZE, 1024)
            .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    var socket = new FleetSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    var dtls = VehicleClient.dtls(configuration, credentials, credentials.chain().get(1));
    var endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new Connector(dtls, socket))
            .build();
    endpoint.start();
    return new Fleet(vehicle, socket, endpoint);
  }

  /** A connector with a socket of ours. */
  private static final class Connector extends DTLSConnector {
    private final FleetSocket socket;

    Connector(DtlsConnectorConfig settings, FleetSocket socket) {
      super(settings);
      this.socket = socket;
    }

    @Override
    protected void start(InetSocketAddress address) throws IOException {
      init(address, socket, null);
    }
  }

  /** The first time it gets one; the connection stays, as when a network changes its mapping. */
  void changePort(int number) {
    try {
      socket.connect(number);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends an item; the first shakes hands. */
  void send(int number) {
    var request = Request.newPost();
    request.setPayload(
        Records.item(vehicle, sent.sum(), Records.bytes(PAYLOAD_BYTES)).encode().toArray());
    try {
      request.setDestinationContext(VehicleClient.receiver(number));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
    request.setURI("coaps://127.0.0.1:" + number + "/i");
    sent.increment();
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            (response.getCode() == ResponseCode.CHANGED ? acknowledged : lost).increment();
          }

          @Override
          protected void failed() {
            lost.increment();
          }
        });
    endpoint.sendRequest(request);
  }

  long sent() {
    return sent.sum();
  }

  long acknowledged() {
    return acknowledged.sum();
  }

  long lost() {
    return lost.sum();
  }

  long waiting() {
    return sent() - acknowledged() - lost();
  }

  @Override
  public void close() {
    endpoint.destroy();
  }
}
