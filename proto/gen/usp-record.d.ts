// Generated from the .proto file of the same name by `npm run proto:generate`: do not edit.
import * as $protobuf from "protobufjs/minimal.js";
/** 64 bits in two halves. */
interface Long { low: number; high: number; unsigned: boolean }

/** Namespace usp_record. */
export namespace usp_record {

    /**
     * Properties of a Record.
     * @deprecated Use usp_record.Record.$Properties instead.
     */
    interface IRecord extends usp_record.Record.$Properties {
    }

    /** Represents a Record. */
    class Record {

        /**
         * Constructs a new Record.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.Record.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Record version. */
        version: string;

        /** Record to_id. */
        to_id: string;

        /** Record from_id. */
        from_id: string;

        /** Record payload_security. */
        payload_security: usp_record.Record.PayloadSecurity;

        /** Record mac_signature. */
        mac_signature: Uint8Array;

        /** Record sender_cert. */
        sender_cert: Uint8Array;

        /** Record no_session_context. */
        no_session_context?: (usp_record.NoSessionContextRecord.$Properties|null);

        /** Record session_context. */
        session_context?: (usp_record.SessionContextRecord.$Properties|null);

        /** Record websocket_connect. */
        websocket_connect?: (usp_record.WebSocketConnectRecord.$Properties|null);

        /** Record mqtt_connect. */
        mqtt_connect?: (usp_record.MQTTConnectRecord.$Properties|null);

        /** Record stomp_connect. */
        stomp_connect?: (usp_record.STOMPConnectRecord.$Properties|null);

        /** Record disconnect. */
        disconnect?: (usp_record.DisconnectRecord.$Properties|null);

        /** Record uds_connect. */
        uds_connect?: (usp_record.UDSConnectRecord.$Properties|null);

        /** Record record_type. */
        record_type?: ("no_session_context"|"session_context"|"websocket_connect"|"mqtt_connect"|"stomp_connect"|"disconnect"|"uds_connect");

        /**
         * Creates a new Record instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Record instance
         */
        static create(properties: usp_record.Record.$Shape): usp_record.Record & usp_record.Record.$Shape;
        static create(properties?: usp_record.Record.$Properties): usp_record.Record;

        /**
         * Encodes the specified Record message. Does not implicitly {@link usp_record.Record.verify|verify} messages.
         * @param message Record message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.Record.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Record message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.Record & usp_record.Record.$Shape} Record
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.Record & usp_record.Record.$Shape;
    }

    namespace Record {

        /** Properties of a Record. */
        interface $Properties {

            /** Record version */
            version?: (string|null);

            /** Record to_id */
            to_id?: (string|null);

            /** Record from_id */
            from_id?: (string|null);

            /** Record payload_security */
            payload_security?: (usp_record.Record.PayloadSecurity|null);

            /** Record mac_signature */
            mac_signature?: (Uint8Array|null);

            /** Record sender_cert */
            sender_cert?: (Uint8Array|null);

            /** Record no_session_context */
            no_session_context?: (usp_record.NoSessionContextRecord.$Properties|null);

            /** Record session_context */
            session_context?: (usp_record.SessionContextRecord.$Properties|null);

            /** Record websocket_connect */
            websocket_connect?: (usp_record.WebSocketConnectRecord.$Properties|null);

            /** Record mqtt_connect */
            mqtt_connect?: (usp_record.MQTTConnectRecord.$Properties|null);

            /** Record stomp_connect */
            stomp_connect?: (usp_record.STOMPConnectRecord.$Properties|null);

            /** Record disconnect */
            disconnect?: (usp_record.DisconnectRecord.$Properties|null);

            /** Record uds_connect */
            uds_connect?: (usp_record.UDSConnectRecord.$Properties|null);

            /** Record record_type */
            record_type?: ("no_session_context"|"session_context"|"websocket_connect"|"mqtt_connect"|"stomp_connect"|"disconnect"|"uds_connect");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Record. */
        type $Shape = {
          version?: string|null;
          to_id?: string|null;
          from_id?: string|null;
          payload_security?: usp_record.Record.PayloadSecurity|null;
          mac_signature?: Uint8Array|null;
          sender_cert?: Uint8Array|null;
          no_session_context?: usp_record.NoSessionContextRecord.$Shape|null;
          session_context?: usp_record.SessionContextRecord.$Shape|null;
          websocket_connect?: usp_record.WebSocketConnectRecord.$Shape|null;
          mqtt_connect?: usp_record.MQTTConnectRecord.$Shape|null;
          stomp_connect?: usp_record.STOMPConnectRecord.$Shape|null;
          disconnect?: usp_record.DisconnectRecord.$Shape|null;
          uds_connect?: usp_record.UDSConnectRecord.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ record_type?: undefined; no_session_context?: null; session_context?: null; websocket_connect?: null; mqtt_connect?: null; stomp_connect?: null; disconnect?: null; uds_connect?: null }|{ record_type?: "no_session_context"; no_session_context: usp_record.NoSessionContextRecord.$Shape; session_context?: null; websocket_connect?: null; mqtt_connect?: null; stomp_connect?: null; disconnect?: null; uds_connect?: null }|{ record_type?: "session_context"; no_session_context?: null; session_context: usp_record.SessionContextRecord.$Shape; websocket_connect?: null; mqtt_connect?: null; stomp_connect?: null; disconnect?: null; uds_connect?: null }|{ record_type?: "websocket_connect"; no_session_context?: null; session_context?: null; websocket_connect: usp_record.WebSocketConnectRecord.$Shape; mqtt_connect?: null; stomp_connect?: null; disconnect?: null; uds_connect?: null }|{ record_type?: "mqtt_connect"; no_session_context?: null; session_context?: null; websocket_connect?: null; mqtt_connect: usp_record.MQTTConnectRecord.$Shape; stomp_connect?: null; disconnect?: null; uds_connect?: null }|{ record_type?: "stomp_connect"; no_session_context?: null; session_context?: null; websocket_connect?: null; mqtt_connect?: null; stomp_connect: usp_record.STOMPConnectRecord.$Shape; disconnect?: null; uds_connect?: null }|{ record_type?: "disconnect"; no_session_context?: null; session_context?: null; websocket_connect?: null; mqtt_connect?: null; stomp_connect?: null; disconnect: usp_record.DisconnectRecord.$Shape; uds_connect?: null }|{ record_type?: "uds_connect"; no_session_context?: null; session_context?: null; websocket_connect?: null; mqtt_connect?: null; stomp_connect?: null; disconnect?: null; uds_connect: usp_record.UDSConnectRecord.$Shape })
        );

        /** PayloadSecurity enum. */
        enum PayloadSecurity {

            /** PLAINTEXT value */
            PLAINTEXT = 0,

            /** TLS12 value */
            TLS12 = 1
        }
    }

    /**
     * Properties of a NoSessionContextRecord.
     * @deprecated Use usp_record.NoSessionContextRecord.$Properties instead.
     */
    interface INoSessionContextRecord extends usp_record.NoSessionContextRecord.$Properties {
    }

    /** Represents a NoSessionContextRecord. */
    class NoSessionContextRecord {

        /**
         * Constructs a new NoSessionContextRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.NoSessionContextRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NoSessionContextRecord payload. */
        payload: Uint8Array;

        /**
         * Creates a new NoSessionContextRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NoSessionContextRecord instance
         */
        static create(properties: usp_record.NoSessionContextRecord.$Shape): usp_record.NoSessionContextRecord & usp_record.NoSessionContextRecord.$Shape;
        static create(properties?: usp_record.NoSessionContextRecord.$Properties): usp_record.NoSessionContextRecord;

        /**
         * Encodes the specified NoSessionContextRecord message. Does not implicitly {@link usp_record.NoSessionContextRecord.verify|verify} messages.
         * @param message NoSessionContextRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.NoSessionContextRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NoSessionContextRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.NoSessionContextRecord & usp_record.NoSessionContextRecord.$Shape} NoSessionContextRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.NoSessionContextRecord & usp_record.NoSessionContextRecord.$Shape;
    }

    namespace NoSessionContextRecord {

        /** Properties of a NoSessionContextRecord. */
        interface $Properties {

            /** NoSessionContextRecord payload */
            payload?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NoSessionContextRecord. */
        type $Shape = usp_record.NoSessionContextRecord.$Properties;
    }

    /**
     * Properties of a SessionContextRecord.
     * @deprecated Use usp_record.SessionContextRecord.$Properties instead.
     */
    interface ISessionContextRecord extends usp_record.SessionContextRecord.$Properties {
    }

    /** Represents a SessionContextRecord. */
    class SessionContextRecord {

        /**
         * Constructs a new SessionContextRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.SessionContextRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SessionContextRecord session_id. */
        session_id: (number|Long);

        /** SessionContextRecord sequence_id. */
        sequence_id: (number|Long);

        /** SessionContextRecord expected_id. */
        expected_id: (number|Long);

        /** SessionContextRecord retransmit_id. */
        retransmit_id: (number|Long);

        /** SessionContextRecord payload_sar_state. */
        payload_sar_state: usp_record.SessionContextRecord.PayloadSARState;

        /** SessionContextRecord payloadrec_sar_state. */
        payloadrec_sar_state: usp_record.SessionContextRecord.PayloadSARState;

        /** SessionContextRecord payload. */
        payload: Uint8Array[];

        /**
         * Creates a new SessionContextRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SessionContextRecord instance
         */
        static create(properties: usp_record.SessionContextRecord.$Shape): usp_record.SessionContextRecord & usp_record.SessionContextRecord.$Shape;
        static create(properties?: usp_record.SessionContextRecord.$Properties): usp_record.SessionContextRecord;

        /**
         * Encodes the specified SessionContextRecord message. Does not implicitly {@link usp_record.SessionContextRecord.verify|verify} messages.
         * @param message SessionContextRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.SessionContextRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SessionContextRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.SessionContextRecord & usp_record.SessionContextRecord.$Shape} SessionContextRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.SessionContextRecord & usp_record.SessionContextRecord.$Shape;
    }

    namespace SessionContextRecord {

        /** Properties of a SessionContextRecord. */
        interface $Properties {

            /** SessionContextRecord session_id */
            session_id?: (number|Long|null);

            /** SessionContextRecord sequence_id */
            sequence_id?: (number|Long|null);

            /** SessionContextRecord expected_id */
            expected_id?: (number|Long|null);

            /** SessionContextRecord retransmit_id */
            retransmit_id?: (number|Long|null);

            /** SessionContextRecord payload_sar_state */
            payload_sar_state?: (usp_record.SessionContextRecord.PayloadSARState|null);

            /** SessionContextRecord payloadrec_sar_state */
            payloadrec_sar_state?: (usp_record.SessionContextRecord.PayloadSARState|null);

            /** SessionContextRecord payload */
            payload?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SessionContextRecord. */
        type $Shape = usp_record.SessionContextRecord.$Properties;

        /** PayloadSARState enum. */
        enum PayloadSARState {

            /** NONE value */
            NONE = 0,

            /** BEGIN value */
            BEGIN = 1,

            /** INPROCESS value */
            INPROCESS = 2,

            /** COMPLETE value */
            COMPLETE = 3
        }
    }

    /**
     * Properties of a WebSocketConnectRecord.
     * @deprecated Use usp_record.WebSocketConnectRecord.$Properties instead.
     */
    interface IWebSocketConnectRecord extends usp_record.WebSocketConnectRecord.$Properties {
    }

    /** Represents a WebSocketConnectRecord. */
    class WebSocketConnectRecord {

        /**
         * Constructs a new WebSocketConnectRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.WebSocketConnectRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new WebSocketConnectRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns WebSocketConnectRecord instance
         */
        static create(properties: usp_record.WebSocketConnectRecord.$Shape): usp_record.WebSocketConnectRecord & usp_record.WebSocketConnectRecord.$Shape;
        static create(properties?: usp_record.WebSocketConnectRecord.$Properties): usp_record.WebSocketConnectRecord;

        /**
         * Encodes the specified WebSocketConnectRecord message. Does not implicitly {@link usp_record.WebSocketConnectRecord.verify|verify} messages.
         * @param message WebSocketConnectRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.WebSocketConnectRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WebSocketConnectRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.WebSocketConnectRecord & usp_record.WebSocketConnectRecord.$Shape} WebSocketConnectRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.WebSocketConnectRecord & usp_record.WebSocketConnectRecord.$Shape;
    }

    namespace WebSocketConnectRecord {

        /** Properties of a WebSocketConnectRecord. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WebSocketConnectRecord. */
        type $Shape = usp_record.WebSocketConnectRecord.$Properties;
    }

    /**
     * Properties of a MQTTConnectRecord.
     * @deprecated Use usp_record.MQTTConnectRecord.$Properties instead.
     */
    interface IMQTTConnectRecord extends usp_record.MQTTConnectRecord.$Properties {
    }

    /** Represents a MQTTConnectRecord. */
    class MQTTConnectRecord {

        /**
         * Constructs a new MQTTConnectRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.MQTTConnectRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MQTTConnectRecord version. */
        version: usp_record.MQTTConnectRecord.MQTTVersion;

        /** MQTTConnectRecord subscribed_topic. */
        subscribed_topic: string;

        /**
         * Creates a new MQTTConnectRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MQTTConnectRecord instance
         */
        static create(properties: usp_record.MQTTConnectRecord.$Shape): usp_record.MQTTConnectRecord & usp_record.MQTTConnectRecord.$Shape;
        static create(properties?: usp_record.MQTTConnectRecord.$Properties): usp_record.MQTTConnectRecord;

        /**
         * Encodes the specified MQTTConnectRecord message. Does not implicitly {@link usp_record.MQTTConnectRecord.verify|verify} messages.
         * @param message MQTTConnectRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.MQTTConnectRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MQTTConnectRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.MQTTConnectRecord & usp_record.MQTTConnectRecord.$Shape} MQTTConnectRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.MQTTConnectRecord & usp_record.MQTTConnectRecord.$Shape;
    }

    namespace MQTTConnectRecord {

        /** Properties of a MQTTConnectRecord. */
        interface $Properties {

            /** MQTTConnectRecord version */
            version?: (usp_record.MQTTConnectRecord.MQTTVersion|null);

            /** MQTTConnectRecord subscribed_topic */
            subscribed_topic?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MQTTConnectRecord. */
        type $Shape = usp_record.MQTTConnectRecord.$Properties;

        /** MQTTVersion enum. */
        enum MQTTVersion {

            /** V3_1_1 value */
            V3_1_1 = 0,

            /** V5 value */
            V5 = 1
        }
    }

    /**
     * Properties of a STOMPConnectRecord.
     * @deprecated Use usp_record.STOMPConnectRecord.$Properties instead.
     */
    interface ISTOMPConnectRecord extends usp_record.STOMPConnectRecord.$Properties {
    }

    /** Represents a STOMPConnectRecord. */
    class STOMPConnectRecord {

        /**
         * Constructs a new STOMPConnectRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.STOMPConnectRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** STOMPConnectRecord version. */
        version: usp_record.STOMPConnectRecord.STOMPVersion;

        /** STOMPConnectRecord subscribed_destination. */
        subscribed_destination: string;

        /**
         * Creates a new STOMPConnectRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns STOMPConnectRecord instance
         */
        static create(properties: usp_record.STOMPConnectRecord.$Shape): usp_record.STOMPConnectRecord & usp_record.STOMPConnectRecord.$Shape;
        static create(properties?: usp_record.STOMPConnectRecord.$Properties): usp_record.STOMPConnectRecord;

        /**
         * Encodes the specified STOMPConnectRecord message. Does not implicitly {@link usp_record.STOMPConnectRecord.verify|verify} messages.
         * @param message STOMPConnectRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.STOMPConnectRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a STOMPConnectRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.STOMPConnectRecord & usp_record.STOMPConnectRecord.$Shape} STOMPConnectRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.STOMPConnectRecord & usp_record.STOMPConnectRecord.$Shape;
    }

    namespace STOMPConnectRecord {

        /** Properties of a STOMPConnectRecord. */
        interface $Properties {

            /** STOMPConnectRecord version */
            version?: (usp_record.STOMPConnectRecord.STOMPVersion|null);

            /** STOMPConnectRecord subscribed_destination */
            subscribed_destination?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a STOMPConnectRecord. */
        type $Shape = usp_record.STOMPConnectRecord.$Properties;

        /** STOMPVersion enum. */
        enum STOMPVersion {

            /** V1_2 value */
            V1_2 = 0
        }
    }

    /**
     * Properties of a DisconnectRecord.
     * @deprecated Use usp_record.DisconnectRecord.$Properties instead.
     */
    interface IDisconnectRecord extends usp_record.DisconnectRecord.$Properties {
    }

    /** Represents a DisconnectRecord. */
    class DisconnectRecord {

        /**
         * Constructs a new DisconnectRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.DisconnectRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DisconnectRecord reason. */
        reason: string;

        /** DisconnectRecord reason_code. */
        reason_code: number;

        /**
         * Creates a new DisconnectRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DisconnectRecord instance
         */
        static create(properties: usp_record.DisconnectRecord.$Shape): usp_record.DisconnectRecord & usp_record.DisconnectRecord.$Shape;
        static create(properties?: usp_record.DisconnectRecord.$Properties): usp_record.DisconnectRecord;

        /**
         * Encodes the specified DisconnectRecord message. Does not implicitly {@link usp_record.DisconnectRecord.verify|verify} messages.
         * @param message DisconnectRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.DisconnectRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DisconnectRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.DisconnectRecord & usp_record.DisconnectRecord.$Shape} DisconnectRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.DisconnectRecord & usp_record.DisconnectRecord.$Shape;
    }

    namespace DisconnectRecord {

        /** Properties of a DisconnectRecord. */
        interface $Properties {

            /** DisconnectRecord reason */
            reason?: (string|null);

            /** DisconnectRecord reason_code */
            reason_code?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DisconnectRecord. */
        type $Shape = usp_record.DisconnectRecord.$Properties;
    }

    /**
     * Properties of a UDSConnectRecord.
     * @deprecated Use usp_record.UDSConnectRecord.$Properties instead.
     */
    interface IUDSConnectRecord extends usp_record.UDSConnectRecord.$Properties {
    }

    /** Represents a UDSConnectRecord. */
    class UDSConnectRecord {

        /**
         * Constructs a new UDSConnectRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: usp_record.UDSConnectRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new UDSConnectRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns UDSConnectRecord instance
         */
        static create(properties: usp_record.UDSConnectRecord.$Shape): usp_record.UDSConnectRecord & usp_record.UDSConnectRecord.$Shape;
        static create(properties?: usp_record.UDSConnectRecord.$Properties): usp_record.UDSConnectRecord;

        /**
         * Encodes the specified UDSConnectRecord message. Does not implicitly {@link usp_record.UDSConnectRecord.verify|verify} messages.
         * @param message UDSConnectRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: usp_record.UDSConnectRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a UDSConnectRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {usp_record.UDSConnectRecord & usp_record.UDSConnectRecord.$Shape} UDSConnectRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): usp_record.UDSConnectRecord & usp_record.UDSConnectRecord.$Shape;
    }

    namespace UDSConnectRecord {

        /** Properties of a UDSConnectRecord. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a UDSConnectRecord. */
        type $Shape = usp_record.UDSConnectRecord.$Properties;
    }
}
