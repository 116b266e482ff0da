package dev.breakwater.agent.capture.mqtt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a connection to the broker, MQTT 5, until it is told to end. */
final class MqttConnection {
  /** How long the first try after a loss waits; each later one twice as long. */
  private static final Duration MIN_WAIT = Duration.ofMillis(500);

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a broker may take to end a connection. */
  private static final Duration FAREWELL = Duration.ofMillis(200);

  private static final int KEEP_ALIVE_SECONDS = 20;

  /** The largest packet that the broker may send: a message, its topic and its properties. */
  private static final long MAX_PACKET_BYTES = MqttMessages.MAX_BYTES + (4L << 10);

  private static final int AT_MOST_ONCE = 0;
  private static final String CLIENT = "breakwater-agent";
  private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

  private final MqttSettings settings;
  private final Arrivals arrivals;
  private final CountDownLatch closed;

  /** Takes what comes; called by the client's thread. */
  interface Arrivals {
    void arrived(String topic, byte[] payload);
  }

  MqttConnection(MqttSettings settings, Arrivals arrivals, CountDownLatch closed) {
    this.settings = settings;
    this.arrivals = arrivals;
    this.closed = closed;
  }

  /** Connects, and again whenever the connection is lost; returns when told to end. */
  void keep() {
    Duration wait = MIN_WAIT;
    try {
      while (closed.getCount() > 0) {
        wait = listen() ? MIN_WAIT : min(wait.multipliedBy(2), MAX_WAIT);
        closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Returns, when the connection is lost, whether there was one. */
  private boolean listen() throws InterruptedException {
    try {
      var client = new MqttClient("tcp://" + settings.broker(), CLIENT, new MemoryPersistence());
      client.setTimeToWait(PATIENCE.toMillis());
      try {
        return listen(client);
      } finally {
        end(client);
      }
    } catch (MqttException e) {
      LOG.warn("event=mqtt_unavailable broker={} error=\"{}\"", settings.broker(), e.toString());
      return false;
    }
  }

  private boolean listen(MqttClient client) throws MqttException, InterruptedException {
    var lost = new CountDownLatch(1);
    client.setCallback(new Callback(lost));
    client.connect(options());
    client.subscribe(settings.topics(), AT_MOST_ONCE);
    LOG.info("event=mqtt_connected broker={}", settings.broker());
    lost.await();
    LOG.warn("event=mqtt_lost broker={}", settings.broker());
    return true;
  }

  private static void end(MqttClient client) throws MqttException {
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, FAREWELL.toMillis());
      }
    } finally {
      client.close(true);
    }
  }

  private static MqttConnectionOptions options() {
    var options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout((int) PATIENCE.toSeconds());
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setMaximumPacketSize(MAX_PACKET_BYTES);
    return options;
  }

  /** What the client tells. */
  private final class Callback implements MqttCallback {
    private final CountDownLatch lost;

    Callback(CountDownLatch lost) {
      this.lost = lost;
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      lost.countDown();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      arrivals.arrived(topic, message.getPayload());
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      // What ends the connection is told as such.
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // Nothing is sent.
    }

    @Override
    public void connectComplete(boolean reconnect, String uri) {
      // Who connects waits for it.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
      // No such method of authentication is offered.
    }
  }
}
