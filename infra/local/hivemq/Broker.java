import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.mqtt.message.publish.PUBLISH;
import java.nio.file.Path;

/** Runs HiveMQ CE from a folder that holds conf/config.xml, data/ and extensions/. Stops on SIGTERM. */
public class Broker {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
            .withConfigurationFolder(folder.resolve("conf"))
            .withDataFolder(folder.resolve("data"))
            .withExtensionsFolder(folder.resolve("extensions"))
            .withEmbeddedExtension(EmbeddedExtension.builder()
                .withId("new-payload-ids")
                .withName("New payload ids")
                .withVersion("1")
                .withExtensionMain(new NewPayloadIds())
                .build())
            .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop().join()));
        broker.start().join();
        System.out.println("broker started");
        Thread.currentThread().join();
    }

    /**
     * Begins payload ids after all that were ever used. HiveMQ CE (2025.5, and 2026.5 too) commits a message to a
     * session's queue first and stores its payload then; at its next start it goes on from the greatest stored payload.
     * After a kill -9 in between, the queue names an id without payload; the message that gets this id anew is taken for
     * stored, is acknowledged, and is dropped when it is to be delivered ("Internal error" in event.message-dropped).
     * Extensions start after the stores and before the listeners.
     */
    private static final class NewPayloadIds implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            // 65,536 ids for each millisecond since 1970: more than it can publish.
            PUBLISH.PUBLISH_COUNTER.accumulateAndGet(System.currentTimeMillis() << 16, Math::max);
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        }
    }
}
