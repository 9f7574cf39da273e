// Generated from the .proto file of the same name by `npm run proto:generate`: do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["usp_record"] || ($protobuf.roots["usp_record"] = {});

export const usp_record = $root.usp_record = (() => {

    const usp_record = {};

    usp_record.Record = (function() {

        const Record = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Record.prototype.version = "";
        Record.prototype.to_id = "";
        Record.prototype.from_id = "";
        Record.prototype.payload_security = 0;
        Record.prototype.mac_signature = $util.newBuffer([]);
        Record.prototype.sender_cert = $util.newBuffer([]);
        Record.prototype.no_session_context = null;
        Record.prototype.session_context = null;
        Record.prototype.websocket_connect = null;
        Record.prototype.mqtt_connect = null;
        Record.prototype.stomp_connect = null;
        Record.prototype.disconnect = null;
        Record.prototype.uds_connect = null;

        let $oneOfFields;

        $Object.defineProperty(Record.prototype, "record_type", {
            get: $util.oneOfGetter($oneOfFields = ["no_session_context", "session_context", "websocket_connect", "mqtt_connect", "stomp_connect", "disconnect", "uds_connect"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        Record.create = function(properties) {
            return new Record(properties);
        };

        Record.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(10).string(message.version);
            if (message.to_id != null && $Object.hasOwnProperty.call(message, "to_id") && message.to_id !== "")
                writer.uint32(18).string(message.to_id);
            if (message.from_id != null && $Object.hasOwnProperty.call(message, "from_id") && message.from_id !== "")
                writer.uint32(26).string(message.from_id);
            if (message.payload_security != null && $Object.hasOwnProperty.call(message, "payload_security") && message.payload_security !== 0)
                writer.uint32(32).int32(message.payload_security);
            if (message.mac_signature != null && $Object.hasOwnProperty.call(message, "mac_signature") && message.mac_signature.length)
                writer.uint32(42).bytes(message.mac_signature);
            if (message.sender_cert != null && $Object.hasOwnProperty.call(message, "sender_cert") && message.sender_cert.length)
                writer.uint32(50).bytes(message.sender_cert);
            if (message.no_session_context != null && $Object.hasOwnProperty.call(message, "no_session_context"))
                $root.usp_record.NoSessionContextRecord.encode(message.no_session_context, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.session_context != null && $Object.hasOwnProperty.call(message, "session_context"))
                $root.usp_record.SessionContextRecord.encode(message.session_context, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.websocket_connect != null && $Object.hasOwnProperty.call(message, "websocket_connect"))
                $root.usp_record.WebSocketConnectRecord.encode(message.websocket_connect, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.mqtt_connect != null && $Object.hasOwnProperty.call(message, "mqtt_connect"))
                $root.usp_record.MQTTConnectRecord.encode(message.mqtt_connect, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.stomp_connect != null && $Object.hasOwnProperty.call(message, "stomp_connect"))
                $root.usp_record.STOMPConnectRecord.encode(message.stomp_connect, writer.uint32(90).fork(), _depth + 1).ldelim();
            if (message.disconnect != null && $Object.hasOwnProperty.call(message, "disconnect"))
                $root.usp_record.DisconnectRecord.encode(message.disconnect, writer.uint32(98).fork(), _depth + 1).ldelim();
            if (message.uds_connect != null && $Object.hasOwnProperty.call(message, "uds_connect"))
                $root.usp_record.UDSConnectRecord.encode(message.uds_connect, writer.uint32(106).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Record.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.Record();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.to_id = value;
                        else
                            delete message.to_id;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.from_id = value;
                        else
                            delete message.from_id;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.int32())
                            message.payload_security = value;
                        else
                            delete message.payload_security;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.bytes()).length)
                            message.mac_signature = value;
                        else
                            delete message.mac_signature;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.bytes()).length)
                            message.sender_cert = value;
                        else
                            delete message.sender_cert;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.no_session_context = $root.usp_record.NoSessionContextRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.no_session_context);
                        message.record_type = "no_session_context";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.session_context = $root.usp_record.SessionContextRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.session_context);
                        message.record_type = "session_context";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.websocket_connect = $root.usp_record.WebSocketConnectRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.websocket_connect);
                        message.record_type = "websocket_connect";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.mqtt_connect = $root.usp_record.MQTTConnectRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.mqtt_connect);
                        message.record_type = "mqtt_connect";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.stomp_connect = $root.usp_record.STOMPConnectRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.stomp_connect);
                        message.record_type = "stomp_connect";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.disconnect = $root.usp_record.DisconnectRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.disconnect);
                        message.record_type = "disconnect";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.uds_connect = $root.usp_record.UDSConnectRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.uds_connect);
                        message.record_type = "uds_connect";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Record.PayloadSecurity = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PLAINTEXT"] = 0;
            values[valuesById[1] = "TLS12"] = 1;
            return values;
        })();

        return Record;
    })();

    usp_record.NoSessionContextRecord = (function() {

        const NoSessionContextRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        NoSessionContextRecord.prototype.payload = $util.newBuffer([]);

        NoSessionContextRecord.create = function(properties) {
            return new NoSessionContextRecord(properties);
        };

        NoSessionContextRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                writer.uint32(18).bytes(message.payload);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        NoSessionContextRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.NoSessionContextRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.bytes()).length)
                            message.payload = value;
                        else
                            delete message.payload;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NoSessionContextRecord;
    })();

    usp_record.SessionContextRecord = (function() {

        const SessionContextRecord = function (properties) {
            this.payload = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SessionContextRecord.prototype.session_id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SessionContextRecord.prototype.sequence_id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SessionContextRecord.prototype.expected_id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SessionContextRecord.prototype.retransmit_id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SessionContextRecord.prototype.payload_sar_state = 0;
        SessionContextRecord.prototype.payloadrec_sar_state = 0;
        SessionContextRecord.prototype.payload = $util.emptyArray;

        SessionContextRecord.create = function(properties) {
            return new SessionContextRecord(properties);
        };

        SessionContextRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.session_id != null && $Object.hasOwnProperty.call(message, "session_id") && (typeof message.session_id === "object" ? message.session_id.low || message.session_id.high : message.session_id !== 0))
                writer.uint32(8).uint64(message.session_id);
            if (message.sequence_id != null && $Object.hasOwnProperty.call(message, "sequence_id") && (typeof message.sequence_id === "object" ? message.sequence_id.low || message.sequence_id.high : message.sequence_id !== 0))
                writer.uint32(16).uint64(message.sequence_id);
            if (message.expected_id != null && $Object.hasOwnProperty.call(message, "expected_id") && (typeof message.expected_id === "object" ? message.expected_id.low || message.expected_id.high : message.expected_id !== 0))
                writer.uint32(24).uint64(message.expected_id);
            if (message.retransmit_id != null && $Object.hasOwnProperty.call(message, "retransmit_id") && (typeof message.retransmit_id === "object" ? message.retransmit_id.low || message.retransmit_id.high : message.retransmit_id !== 0))
                writer.uint32(32).uint64(message.retransmit_id);
            if (message.payload_sar_state != null && $Object.hasOwnProperty.call(message, "payload_sar_state") && message.payload_sar_state !== 0)
                writer.uint32(40).int32(message.payload_sar_state);
            if (message.payloadrec_sar_state != null && $Object.hasOwnProperty.call(message, "payloadrec_sar_state") && message.payloadrec_sar_state !== 0)
                writer.uint32(48).int32(message.payloadrec_sar_state);
            if (message.payload != null && message.payload.length)
                for (let i = 0; i < message.payload.length; ++i)
                    writer.uint32(58).bytes(message.payload[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SessionContextRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.SessionContextRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session_id = value;
                        else
                            delete message.session_id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence_id = value;
                        else
                            delete message.sequence_id;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.expected_id = value;
                        else
                            delete message.expected_id;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.retransmit_id = value;
                        else
                            delete message.retransmit_id;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.int32())
                            message.payload_sar_state = value;
                        else
                            delete message.payload_sar_state;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.int32())
                            message.payloadrec_sar_state = value;
                        else
                            delete message.payloadrec_sar_state;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (!(message.payload && message.payload.length))
                            message.payload = [];
                        message.payload.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SessionContextRecord.PayloadSARState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NONE"] = 0;
            values[valuesById[1] = "BEGIN"] = 1;
            values[valuesById[2] = "INPROCESS"] = 2;
            values[valuesById[3] = "COMPLETE"] = 3;
            return values;
        })();

        return SessionContextRecord;
    })();

    usp_record.WebSocketConnectRecord = (function() {

        const WebSocketConnectRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        WebSocketConnectRecord.create = function(properties) {
            return new WebSocketConnectRecord(properties);
        };

        WebSocketConnectRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        WebSocketConnectRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.WebSocketConnectRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return WebSocketConnectRecord;
    })();

    usp_record.MQTTConnectRecord = (function() {

        const MQTTConnectRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MQTTConnectRecord.prototype.version = 0;
        MQTTConnectRecord.prototype.subscribed_topic = "";

        MQTTConnectRecord.create = function(properties) {
            return new MQTTConnectRecord(properties);
        };

        MQTTConnectRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(8).int32(message.version);
            if (message.subscribed_topic != null && $Object.hasOwnProperty.call(message, "subscribed_topic") && message.subscribed_topic !== "")
                writer.uint32(18).string(message.subscribed_topic);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MQTTConnectRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.MQTTConnectRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.int32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.subscribed_topic = value;
                        else
                            delete message.subscribed_topic;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        MQTTConnectRecord.MQTTVersion = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "V3_1_1"] = 0;
            values[valuesById[1] = "V5"] = 1;
            return values;
        })();

        return MQTTConnectRecord;
    })();

    usp_record.STOMPConnectRecord = (function() {

        const STOMPConnectRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        STOMPConnectRecord.prototype.version = 0;
        STOMPConnectRecord.prototype.subscribed_destination = "";

        STOMPConnectRecord.create = function(properties) {
            return new STOMPConnectRecord(properties);
        };

        STOMPConnectRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(8).int32(message.version);
            if (message.subscribed_destination != null && $Object.hasOwnProperty.call(message, "subscribed_destination") && message.subscribed_destination !== "")
                writer.uint32(18).string(message.subscribed_destination);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        STOMPConnectRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.STOMPConnectRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.int32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.subscribed_destination = value;
                        else
                            delete message.subscribed_destination;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        STOMPConnectRecord.STOMPVersion = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "V1_2"] = 0;
            return values;
        })();

        return STOMPConnectRecord;
    })();

    usp_record.DisconnectRecord = (function() {

        const DisconnectRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DisconnectRecord.prototype.reason = "";
        DisconnectRecord.prototype.reason_code = 0;

        DisconnectRecord.create = function(properties) {
            return new DisconnectRecord(properties);
        };

        DisconnectRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(10).string(message.reason);
            if (message.reason_code != null && $Object.hasOwnProperty.call(message, "reason_code") && message.reason_code !== 0)
                writer.uint32(21).fixed32(message.reason_code);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DisconnectRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.DisconnectRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 2: {
                        if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.fixed32())
                            message.reason_code = value;
                        else
                            delete message.reason_code;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return DisconnectRecord;
    })();

    usp_record.UDSConnectRecord = (function() {

        const UDSConnectRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        UDSConnectRecord.create = function(properties) {
            return new UDSConnectRecord(properties);
        };

        UDSConnectRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        UDSConnectRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp_record.UDSConnectRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UDSConnectRecord;
    })();

    return usp_record;
})();
