// Generated from the .proto file of the same name by `npm run proto:generate`: do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["usp_msg"] || ($protobuf.roots["usp_msg"] = {});

export const usp = $root.usp = (() => {

    const usp = {};

    usp.Msg = (function() {

        const Msg = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Msg.prototype.header = null;
        Msg.prototype.body = null;

        Msg.create = function(properties) {
            return new Msg(properties);
        };

        Msg.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.usp.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.body != null && $Object.hasOwnProperty.call(message, "body"))
                $root.usp.Body.encode(message.body, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Msg.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Msg();
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
                        message.header = $root.usp.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.body = $root.usp.Body.decode(reader, reader.size(), $undefined, _depth + 1, message.body);
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

        return Msg;
    })();

    usp.Header = (function() {

        const Header = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Header.prototype.msg_id = "";
        Header.prototype.msg_type = 0;

        Header.create = function(properties) {
            return new Header(properties);
        };

        Header.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.msg_id != null && $Object.hasOwnProperty.call(message, "msg_id") && message.msg_id !== "")
                writer.uint32(10).string(message.msg_id);
            if (message.msg_type != null && $Object.hasOwnProperty.call(message, "msg_type") && message.msg_type !== 0)
                writer.uint32(16).int32(message.msg_type);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Header.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Header();
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
                            message.msg_id = value;
                        else
                            delete message.msg_id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.int32())
                            message.msg_type = value;
                        else
                            delete message.msg_type;
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

        Header.MsgType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ERROR"] = 0;
            values[valuesById[1] = "GET"] = 1;
            values[valuesById[2] = "GET_RESP"] = 2;
            values[valuesById[3] = "NOTIFY"] = 3;
            values[valuesById[4] = "SET"] = 4;
            values[valuesById[5] = "SET_RESP"] = 5;
            values[valuesById[6] = "OPERATE"] = 6;
            values[valuesById[7] = "OPERATE_RESP"] = 7;
            values[valuesById[8] = "ADD"] = 8;
            values[valuesById[9] = "ADD_RESP"] = 9;
            values[valuesById[10] = "DELETE"] = 10;
            values[valuesById[11] = "DELETE_RESP"] = 11;
            values[valuesById[12] = "GET_SUPPORTED_DM"] = 12;
            values[valuesById[13] = "GET_SUPPORTED_DM_RESP"] = 13;
            values[valuesById[14] = "GET_INSTANCES"] = 14;
            values[valuesById[15] = "GET_INSTANCES_RESP"] = 15;
            values[valuesById[16] = "NOTIFY_RESP"] = 16;
            values[valuesById[17] = "GET_SUPPORTED_PROTO"] = 17;
            values[valuesById[18] = "GET_SUPPORTED_PROTO_RESP"] = 18;
            values[valuesById[19] = "REGISTER"] = 19;
            values[valuesById[20] = "REGISTER_RESP"] = 20;
            values[valuesById[21] = "DEREGISTER"] = 21;
            values[valuesById[22] = "DEREGISTER_RESP"] = 22;
            return values;
        })();

        return Header;
    })();

    usp.Body = (function() {

        const Body = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Body.prototype.request = null;
        Body.prototype.response = null;
        Body.prototype.error = null;

        let $oneOfFields;

        $Object.defineProperty(Body.prototype, "msg_body", {
            get: $util.oneOfGetter($oneOfFields = ["request", "response", "error"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        Body.create = function(properties) {
            return new Body(properties);
        };

        Body.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                $root.usp.Request.encode(message.request, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.response != null && $Object.hasOwnProperty.call(message, "response"))
                $root.usp.Response.encode(message.response, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                $root.usp.Error.encode(message.error, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Body.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Body();
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
                        message.request = $root.usp.Request.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                        message.msg_body = "request";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.response = $root.usp.Response.decode(reader, reader.size(), $undefined, _depth + 1, message.response);
                        message.msg_body = "response";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.error = $root.usp.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                        message.msg_body = "error";
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

        return Body;
    })();

    usp.Request = (function() {

        const Request = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Request.prototype.get = null;
        Request.prototype.get_supported_dm = null;
        Request.prototype.get_instances = null;
        Request.prototype.set = null;
        Request.prototype.add = null;
        Request.prototype["delete"] = null;
        Request.prototype.operate = null;
        Request.prototype.notify = null;
        Request.prototype.get_supported_protocol = null;
        Request.prototype.register = null;
        Request.prototype.deregister = null;

        let $oneOfFields;

        $Object.defineProperty(Request.prototype, "req_type", {
            get: $util.oneOfGetter($oneOfFields = ["get", "get_supported_dm", "get_instances", "set", "add", "delete", "operate", "notify", "get_supported_protocol", "register", "deregister"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        Request.create = function(properties) {
            return new Request(properties);
        };

        Request.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.get != null && $Object.hasOwnProperty.call(message, "get"))
                $root.usp.Get.encode(message.get, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.get_supported_dm != null && $Object.hasOwnProperty.call(message, "get_supported_dm"))
                $root.usp.GetSupportedDM.encode(message.get_supported_dm, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.get_instances != null && $Object.hasOwnProperty.call(message, "get_instances"))
                $root.usp.GetInstances.encode(message.get_instances, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.set != null && $Object.hasOwnProperty.call(message, "set"))
                $root.usp.Set.encode(message.set, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.add != null && $Object.hasOwnProperty.call(message, "add"))
                $root.usp.Add.encode(message.add, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message["delete"] != null && $Object.hasOwnProperty.call(message, "delete"))
                $root.usp.Delete.encode(message["delete"], writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.operate != null && $Object.hasOwnProperty.call(message, "operate"))
                $root.usp.Operate.encode(message.operate, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.notify != null && $Object.hasOwnProperty.call(message, "notify"))
                $root.usp.Notify.encode(message.notify, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.get_supported_protocol != null && $Object.hasOwnProperty.call(message, "get_supported_protocol"))
                $root.usp.GetSupportedProtocol.encode(message.get_supported_protocol, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.register != null && $Object.hasOwnProperty.call(message, "register"))
                $root.usp.Register.encode(message.register, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.deregister != null && $Object.hasOwnProperty.call(message, "deregister"))
                $root.usp.Deregister.encode(message.deregister, writer.uint32(90).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Request.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Request();
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
                        message.get = $root.usp.Get.decode(reader, reader.size(), $undefined, _depth + 1, message.get);
                        message.req_type = "get";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.get_supported_dm = $root.usp.GetSupportedDM.decode(reader, reader.size(), $undefined, _depth + 1, message.get_supported_dm);
                        message.req_type = "get_supported_dm";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.get_instances = $root.usp.GetInstances.decode(reader, reader.size(), $undefined, _depth + 1, message.get_instances);
                        message.req_type = "get_instances";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.set = $root.usp.Set.decode(reader, reader.size(), $undefined, _depth + 1, message.set);
                        message.req_type = "set";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.add = $root.usp.Add.decode(reader, reader.size(), $undefined, _depth + 1, message.add);
                        message.req_type = "add";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message["delete"] = $root.usp.Delete.decode(reader, reader.size(), $undefined, _depth + 1, message["delete"]);
                        message.req_type = "delete";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.operate = $root.usp.Operate.decode(reader, reader.size(), $undefined, _depth + 1, message.operate);
                        message.req_type = "operate";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.notify = $root.usp.Notify.decode(reader, reader.size(), $undefined, _depth + 1, message.notify);
                        message.req_type = "notify";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.get_supported_protocol = $root.usp.GetSupportedProtocol.decode(reader, reader.size(), $undefined, _depth + 1, message.get_supported_protocol);
                        message.req_type = "get_supported_protocol";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.register = $root.usp.Register.decode(reader, reader.size(), $undefined, _depth + 1, message.register);
                        message.req_type = "register";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.deregister = $root.usp.Deregister.decode(reader, reader.size(), $undefined, _depth + 1, message.deregister);
                        message.req_type = "deregister";
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

        return Request;
    })();

    usp.Response = (function() {

        const Response = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Response.prototype.get_resp = null;
        Response.prototype.get_supported_dm_resp = null;
        Response.prototype.get_instances_resp = null;
        Response.prototype.set_resp = null;
        Response.prototype.add_resp = null;
        Response.prototype.delete_resp = null;
        Response.prototype.operate_resp = null;
        Response.prototype.notify_resp = null;
        Response.prototype.get_supported_protocol_resp = null;
        Response.prototype.register_resp = null;
        Response.prototype.deregister_resp = null;

        let $oneOfFields;

        $Object.defineProperty(Response.prototype, "resp_type", {
            get: $util.oneOfGetter($oneOfFields = ["get_resp", "get_supported_dm_resp", "get_instances_resp", "set_resp", "add_resp", "delete_resp", "operate_resp", "notify_resp", "get_supported_protocol_resp", "register_resp", "deregister_resp"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        Response.create = function(properties) {
            return new Response(properties);
        };

        Response.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.get_resp != null && $Object.hasOwnProperty.call(message, "get_resp"))
                $root.usp.GetResp.encode(message.get_resp, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.get_supported_dm_resp != null && $Object.hasOwnProperty.call(message, "get_supported_dm_resp"))
                $root.usp.GetSupportedDMResp.encode(message.get_supported_dm_resp, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.get_instances_resp != null && $Object.hasOwnProperty.call(message, "get_instances_resp"))
                $root.usp.GetInstancesResp.encode(message.get_instances_resp, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.set_resp != null && $Object.hasOwnProperty.call(message, "set_resp"))
                $root.usp.SetResp.encode(message.set_resp, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.add_resp != null && $Object.hasOwnProperty.call(message, "add_resp"))
                $root.usp.AddResp.encode(message.add_resp, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.delete_resp != null && $Object.hasOwnProperty.call(message, "delete_resp"))
                $root.usp.DeleteResp.encode(message.delete_resp, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.operate_resp != null && $Object.hasOwnProperty.call(message, "operate_resp"))
                $root.usp.OperateResp.encode(message.operate_resp, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.notify_resp != null && $Object.hasOwnProperty.call(message, "notify_resp"))
                $root.usp.NotifyResp.encode(message.notify_resp, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.get_supported_protocol_resp != null && $Object.hasOwnProperty.call(message, "get_supported_protocol_resp"))
                $root.usp.GetSupportedProtocolResp.encode(message.get_supported_protocol_resp, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.register_resp != null && $Object.hasOwnProperty.call(message, "register_resp"))
                $root.usp.RegisterResp.encode(message.register_resp, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.deregister_resp != null && $Object.hasOwnProperty.call(message, "deregister_resp"))
                $root.usp.DeregisterResp.encode(message.deregister_resp, writer.uint32(90).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Response.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Response();
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
                        message.get_resp = $root.usp.GetResp.decode(reader, reader.size(), $undefined, _depth + 1, message.get_resp);
                        message.resp_type = "get_resp";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.get_supported_dm_resp = $root.usp.GetSupportedDMResp.decode(reader, reader.size(), $undefined, _depth + 1, message.get_supported_dm_resp);
                        message.resp_type = "get_supported_dm_resp";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.get_instances_resp = $root.usp.GetInstancesResp.decode(reader, reader.size(), $undefined, _depth + 1, message.get_instances_resp);
                        message.resp_type = "get_instances_resp";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.set_resp = $root.usp.SetResp.decode(reader, reader.size(), $undefined, _depth + 1, message.set_resp);
                        message.resp_type = "set_resp";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.add_resp = $root.usp.AddResp.decode(reader, reader.size(), $undefined, _depth + 1, message.add_resp);
                        message.resp_type = "add_resp";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.delete_resp = $root.usp.DeleteResp.decode(reader, reader.size(), $undefined, _depth + 1, message.delete_resp);
                        message.resp_type = "delete_resp";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.operate_resp = $root.usp.OperateResp.decode(reader, reader.size(), $undefined, _depth + 1, message.operate_resp);
                        message.resp_type = "operate_resp";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.notify_resp = $root.usp.NotifyResp.decode(reader, reader.size(), $undefined, _depth + 1, message.notify_resp);
                        message.resp_type = "notify_resp";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.get_supported_protocol_resp = $root.usp.GetSupportedProtocolResp.decode(reader, reader.size(), $undefined, _depth + 1, message.get_supported_protocol_resp);
                        message.resp_type = "get_supported_protocol_resp";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.register_resp = $root.usp.RegisterResp.decode(reader, reader.size(), $undefined, _depth + 1, message.register_resp);
                        message.resp_type = "register_resp";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.deregister_resp = $root.usp.DeregisterResp.decode(reader, reader.size(), $undefined, _depth + 1, message.deregister_resp);
                        message.resp_type = "deregister_resp";
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

        return Response;
    })();

    usp.Error = (function() {

        const Error = function (properties) {
            this.param_errs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Error.prototype.err_code = 0;
        Error.prototype.err_msg = "";
        Error.prototype.param_errs = $util.emptyArray;

        Error.create = function(properties) {
            return new Error(properties);
        };

        Error.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                writer.uint32(13).fixed32(message.err_code);
            if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                writer.uint32(18).string(message.err_msg);
            if (message.param_errs != null && message.param_errs.length)
                for (let i = 0; i < message.param_errs.length; ++i)
                    $root.usp.Error.ParamError.encode(message.param_errs[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Error.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Error();
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
                        if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.fixed32())
                            message.err_code = value;
                        else
                            delete message.err_code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.err_msg = value;
                        else
                            delete message.err_msg;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (!(message.param_errs && message.param_errs.length))
                            message.param_errs = [];
                        message.param_errs.push($root.usp.Error.ParamError.decode(reader, reader.size(), $undefined, _depth + 1));
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

        Error.ParamError = (function() {

            const ParamError = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ParamError.prototype.param_path = "";
            ParamError.prototype.err_code = 0;
            ParamError.prototype.err_msg = "";

            ParamError.create = function(properties) {
                return new ParamError(properties);
            };

            ParamError.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param_path != null && $Object.hasOwnProperty.call(message, "param_path") && message.param_path !== "")
                    writer.uint32(10).string(message.param_path);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ParamError.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Error.ParamError();
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
                                message.param_path = value;
                            else
                                delete message.param_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
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

            return ParamError;
        })();

        return Error;
    })();

    usp.Notify = (function() {

        const Notify = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Notify.prototype.subscription_id = "";
        Notify.prototype.send_resp = false;
        Notify.prototype.event = null;
        Notify.prototype.value_change = null;
        Notify.prototype.obj_creation = null;
        Notify.prototype.obj_deletion = null;
        Notify.prototype.oper_complete = null;
        Notify.prototype.on_board_req = null;

        let $oneOfFields;

        $Object.defineProperty(Notify.prototype, "notification", {
            get: $util.oneOfGetter($oneOfFields = ["event", "value_change", "obj_creation", "obj_deletion", "oper_complete", "on_board_req"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        Notify.create = function(properties) {
            return new Notify(properties);
        };

        Notify.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.subscription_id != null && $Object.hasOwnProperty.call(message, "subscription_id") && message.subscription_id !== "")
                writer.uint32(10).string(message.subscription_id);
            if (message.send_resp != null && $Object.hasOwnProperty.call(message, "send_resp") && message.send_resp !== false)
                writer.uint32(16).bool(message.send_resp);
            if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                $root.usp.Notify.Event.encode(message.event, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.value_change != null && $Object.hasOwnProperty.call(message, "value_change"))
                $root.usp.Notify.ValueChange.encode(message.value_change, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.obj_creation != null && $Object.hasOwnProperty.call(message, "obj_creation"))
                $root.usp.Notify.ObjectCreation.encode(message.obj_creation, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.obj_deletion != null && $Object.hasOwnProperty.call(message, "obj_deletion"))
                $root.usp.Notify.ObjectDeletion.encode(message.obj_deletion, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.oper_complete != null && $Object.hasOwnProperty.call(message, "oper_complete"))
                $root.usp.Notify.OperationComplete.encode(message.oper_complete, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.on_board_req != null && $Object.hasOwnProperty.call(message, "on_board_req"))
                $root.usp.Notify.OnBoardRequest.encode(message.on_board_req, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Notify.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Notify();
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
                            message.subscription_id = value;
                        else
                            delete message.subscription_id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.send_resp = value;
                        else
                            delete message.send_resp;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.event = $root.usp.Notify.Event.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                        message.notification = "event";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.value_change = $root.usp.Notify.ValueChange.decode(reader, reader.size(), $undefined, _depth + 1, message.value_change);
                        message.notification = "value_change";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.obj_creation = $root.usp.Notify.ObjectCreation.decode(reader, reader.size(), $undefined, _depth + 1, message.obj_creation);
                        message.notification = "obj_creation";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.obj_deletion = $root.usp.Notify.ObjectDeletion.decode(reader, reader.size(), $undefined, _depth + 1, message.obj_deletion);
                        message.notification = "obj_deletion";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.oper_complete = $root.usp.Notify.OperationComplete.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_complete);
                        message.notification = "oper_complete";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        message.on_board_req = $root.usp.Notify.OnBoardRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.on_board_req);
                        message.notification = "on_board_req";
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

        Notify.Event = (function() {

            const Event = function (properties) {
                this.params = $Object.create(null);
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Event.prototype.obj_path = "";
            Event.prototype.event_name = "";
            Event.prototype.params = $util.emptyObject;

            Event.create = function(properties) {
                return new Event(properties);
            };

            Event.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.obj_path != null && $Object.hasOwnProperty.call(message, "obj_path") && message.obj_path !== "")
                    writer.uint32(10).string(message.obj_path);
                if (message.event_name != null && $Object.hasOwnProperty.call(message, "event_name") && message.event_name !== "")
                    writer.uint32(18).string(message.event_name);
                if (message.params != null && $Object.hasOwnProperty.call(message, "params"))
                    for (let keys = $Object.keys(message.params), i = 0; i < keys.length; ++i)
                        writer.uint32(26).fork().uint32(10).string(keys[i]).uint32(18).string(message.params[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Event.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.usp.Notify.Event();
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
                                message.obj_path = value;
                            else
                                delete message.obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.event_name = value;
                            else
                                delete message.event_name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (message.params === $util.emptyObject)
                                message.params = $Object.create(null);
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.params, key);
                            message.params[key] = value;
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

            return Event;
        })();

        Notify.ValueChange = (function() {

            const ValueChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ValueChange.prototype.param_path = "";
            ValueChange.prototype.param_value = "";

            ValueChange.create = function(properties) {
                return new ValueChange(properties);
            };

            ValueChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param_path != null && $Object.hasOwnProperty.call(message, "param_path") && message.param_path !== "")
                    writer.uint32(10).string(message.param_path);
                if (message.param_value != null && $Object.hasOwnProperty.call(message, "param_value") && message.param_value !== "")
                    writer.uint32(18).string(message.param_value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ValueChange.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Notify.ValueChange();
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
                                message.param_path = value;
                            else
                                delete message.param_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.param_value = value;
                            else
                                delete message.param_value;
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

            return ValueChange;
        })();

        Notify.ObjectCreation = (function() {

            const ObjectCreation = function (properties) {
                this.unique_keys = $Object.create(null);
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ObjectCreation.prototype.obj_path = "";
            ObjectCreation.prototype.unique_keys = $util.emptyObject;

            ObjectCreation.create = function(properties) {
                return new ObjectCreation(properties);
            };

            ObjectCreation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.obj_path != null && $Object.hasOwnProperty.call(message, "obj_path") && message.obj_path !== "")
                    writer.uint32(10).string(message.obj_path);
                if (message.unique_keys != null && $Object.hasOwnProperty.call(message, "unique_keys"))
                    for (let keys = $Object.keys(message.unique_keys), i = 0; i < keys.length; ++i)
                        writer.uint32(18).fork().uint32(10).string(keys[i]).uint32(18).string(message.unique_keys[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ObjectCreation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.usp.Notify.ObjectCreation();
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
                                message.obj_path = value;
                            else
                                delete message.obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (message.unique_keys === $util.emptyObject)
                                message.unique_keys = $Object.create(null);
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.unique_keys, key);
                            message.unique_keys[key] = value;
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

            return ObjectCreation;
        })();

        Notify.ObjectDeletion = (function() {

            const ObjectDeletion = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ObjectDeletion.prototype.obj_path = "";

            ObjectDeletion.create = function(properties) {
                return new ObjectDeletion(properties);
            };

            ObjectDeletion.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.obj_path != null && $Object.hasOwnProperty.call(message, "obj_path") && message.obj_path !== "")
                    writer.uint32(10).string(message.obj_path);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ObjectDeletion.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Notify.ObjectDeletion();
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
                                message.obj_path = value;
                            else
                                delete message.obj_path;
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

            return ObjectDeletion;
        })();

        Notify.OperationComplete = (function() {

            const OperationComplete = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            OperationComplete.prototype.obj_path = "";
            OperationComplete.prototype.command_name = "";
            OperationComplete.prototype.command_key = "";
            OperationComplete.prototype.req_output_args = null;
            OperationComplete.prototype.cmd_failure = null;

            let $oneOfFields;

            $Object.defineProperty(OperationComplete.prototype, "operation_resp", {
                get: $util.oneOfGetter($oneOfFields = ["req_output_args", "cmd_failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            OperationComplete.create = function(properties) {
                return new OperationComplete(properties);
            };

            OperationComplete.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.obj_path != null && $Object.hasOwnProperty.call(message, "obj_path") && message.obj_path !== "")
                    writer.uint32(10).string(message.obj_path);
                if (message.command_name != null && $Object.hasOwnProperty.call(message, "command_name") && message.command_name !== "")
                    writer.uint32(18).string(message.command_name);
                if (message.command_key != null && $Object.hasOwnProperty.call(message, "command_key") && message.command_key !== "")
                    writer.uint32(26).string(message.command_key);
                if (message.req_output_args != null && $Object.hasOwnProperty.call(message, "req_output_args"))
                    $root.usp.Notify.OperationComplete.OutputArgs.encode(message.req_output_args, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.cmd_failure != null && $Object.hasOwnProperty.call(message, "cmd_failure"))
                    $root.usp.Notify.OperationComplete.CommandFailure.encode(message.cmd_failure, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            OperationComplete.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Notify.OperationComplete();
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
                                message.obj_path = value;
                            else
                                delete message.obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.command_name = value;
                            else
                                delete message.command_name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.command_key = value;
                            else
                                delete message.command_key;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.req_output_args = $root.usp.Notify.OperationComplete.OutputArgs.decode(reader, reader.size(), $undefined, _depth + 1, message.req_output_args);
                            message.operation_resp = "req_output_args";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.cmd_failure = $root.usp.Notify.OperationComplete.CommandFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.cmd_failure);
                            message.operation_resp = "cmd_failure";
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

            OperationComplete.OutputArgs = (function() {

                const OutputArgs = function (properties) {
                    this.output_args = $Object.create(null);
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OutputArgs.prototype.output_args = $util.emptyObject;

                OutputArgs.create = function(properties) {
                    return new OutputArgs(properties);
                };

                OutputArgs.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.output_args != null && $Object.hasOwnProperty.call(message, "output_args"))
                        for (let keys = $Object.keys(message.output_args), i = 0; i < keys.length; ++i)
                            writer.uint32(10).fork().uint32(10).string(keys[i]).uint32(18).string(message.output_args[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OutputArgs.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.usp.Notify.OperationComplete.OutputArgs();
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
                                if (message.output_args === $util.emptyObject)
                                    message.output_args = $Object.create(null);
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.output_args, key);
                                message.output_args[key] = value;
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

                return OutputArgs;
            })();

            OperationComplete.CommandFailure = (function() {

                const CommandFailure = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CommandFailure.prototype.err_code = 0;
                CommandFailure.prototype.err_msg = "";

                CommandFailure.create = function(properties) {
                    return new CommandFailure(properties);
                };

                CommandFailure.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                        writer.uint32(13).fixed32(message.err_code);
                    if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                        writer.uint32(18).string(message.err_msg);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CommandFailure.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.Notify.OperationComplete.CommandFailure();
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
                                if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                if (value = reader.fixed32())
                                    message.err_code = value;
                                else
                                    delete message.err_code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                if ((value = reader.stringVerify()).length)
                                    message.err_msg = value;
                                else
                                    delete message.err_msg;
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

                return CommandFailure;
            })();

            return OperationComplete;
        })();

        Notify.OnBoardRequest = (function() {

            const OnBoardRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            OnBoardRequest.prototype.oui = "";
            OnBoardRequest.prototype.product_class = "";
            OnBoardRequest.prototype.serial_number = "";
            OnBoardRequest.prototype.agent_supported_protocol_versions = "";

            OnBoardRequest.create = function(properties) {
                return new OnBoardRequest(properties);
            };

            OnBoardRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.oui != null && $Object.hasOwnProperty.call(message, "oui") && message.oui !== "")
                    writer.uint32(10).string(message.oui);
                if (message.product_class != null && $Object.hasOwnProperty.call(message, "product_class") && message.product_class !== "")
                    writer.uint32(18).string(message.product_class);
                if (message.serial_number != null && $Object.hasOwnProperty.call(message, "serial_number") && message.serial_number !== "")
                    writer.uint32(26).string(message.serial_number);
                if (message.agent_supported_protocol_versions != null && $Object.hasOwnProperty.call(message, "agent_supported_protocol_versions") && message.agent_supported_protocol_versions !== "")
                    writer.uint32(34).string(message.agent_supported_protocol_versions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            OnBoardRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Notify.OnBoardRequest();
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
                                message.oui = value;
                            else
                                delete message.oui;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.product_class = value;
                            else
                                delete message.product_class;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.serial_number = value;
                            else
                                delete message.serial_number;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.agent_supported_protocol_versions = value;
                            else
                                delete message.agent_supported_protocol_versions;
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

            return OnBoardRequest;
        })();

        return Notify;
    })();

    usp.NotifyResp = (function() {

        const NotifyResp = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        NotifyResp.prototype.subscription_id = "";

        NotifyResp.create = function(properties) {
            return new NotifyResp(properties);
        };

        NotifyResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.subscription_id != null && $Object.hasOwnProperty.call(message, "subscription_id") && message.subscription_id !== "")
                writer.uint32(10).string(message.subscription_id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        NotifyResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.NotifyResp();
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
                            message.subscription_id = value;
                        else
                            delete message.subscription_id;
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

        return NotifyResp;
    })();

    usp.Get = (function() {

        const Get = function (properties) {
            this.param_paths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Get.prototype.param_paths = $util.emptyArray;
        Get.prototype.max_depth = 0;

        Get.create = function(properties) {
            return new Get(properties);
        };

        Get.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.param_paths != null && message.param_paths.length)
                for (let i = 0; i < message.param_paths.length; ++i)
                    writer.uint32(10).string(message.param_paths[i]);
            if (message.max_depth != null && $Object.hasOwnProperty.call(message, "max_depth") && message.max_depth !== 0)
                writer.uint32(21).fixed32(message.max_depth);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Get.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Get();
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
                        if (!(message.param_paths && message.param_paths.length))
                            message.param_paths = [];
                        message.param_paths.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.fixed32())
                            message.max_depth = value;
                        else
                            delete message.max_depth;
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

        return Get;
    })();

    usp.GetResp = (function() {

        const GetResp = function (properties) {
            this.req_path_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetResp.prototype.req_path_results = $util.emptyArray;

        GetResp.create = function(properties) {
            return new GetResp(properties);
        };

        GetResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.req_path_results != null && message.req_path_results.length)
                for (let i = 0; i < message.req_path_results.length; ++i)
                    $root.usp.GetResp.RequestedPathResult.encode(message.req_path_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetResp();
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
                        if (!(message.req_path_results && message.req_path_results.length))
                            message.req_path_results = [];
                        message.req_path_results.push($root.usp.GetResp.RequestedPathResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        GetResp.RequestedPathResult = (function() {

            const RequestedPathResult = function (properties) {
                this.resolved_path_results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RequestedPathResult.prototype.requested_path = "";
            RequestedPathResult.prototype.err_code = 0;
            RequestedPathResult.prototype.err_msg = "";
            RequestedPathResult.prototype.resolved_path_results = $util.emptyArray;

            RequestedPathResult.create = function(properties) {
                return new RequestedPathResult(properties);
            };

            RequestedPathResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.resolved_path_results != null && message.resolved_path_results.length)
                    for (let i = 0; i < message.resolved_path_results.length; ++i)
                        $root.usp.GetResp.ResolvedPathResult.encode(message.resolved_path_results[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RequestedPathResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetResp.RequestedPathResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.resolved_path_results && message.resolved_path_results.length))
                                message.resolved_path_results = [];
                            message.resolved_path_results.push($root.usp.GetResp.ResolvedPathResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return RequestedPathResult;
        })();

        GetResp.ResolvedPathResult = (function() {

            const ResolvedPathResult = function (properties) {
                this.result_params = $Object.create(null);
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ResolvedPathResult.prototype.resolved_path = "";
            ResolvedPathResult.prototype.result_params = $util.emptyObject;

            ResolvedPathResult.create = function(properties) {
                return new ResolvedPathResult(properties);
            };

            ResolvedPathResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.resolved_path != null && $Object.hasOwnProperty.call(message, "resolved_path") && message.resolved_path !== "")
                    writer.uint32(10).string(message.resolved_path);
                if (message.result_params != null && $Object.hasOwnProperty.call(message, "result_params"))
                    for (let keys = $Object.keys(message.result_params), i = 0; i < keys.length; ++i)
                        writer.uint32(18).fork().uint32(10).string(keys[i]).uint32(18).string(message.result_params[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ResolvedPathResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.usp.GetResp.ResolvedPathResult();
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
                                message.resolved_path = value;
                            else
                                delete message.resolved_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (message.result_params === $util.emptyObject)
                                message.result_params = $Object.create(null);
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.result_params, key);
                            message.result_params[key] = value;
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

            return ResolvedPathResult;
        })();

        return GetResp;
    })();

    usp.GetInstances = (function() {

        const GetInstances = function (properties) {
            this.obj_paths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetInstances.prototype.obj_paths = $util.emptyArray;
        GetInstances.prototype.first_level_only = false;

        GetInstances.create = function(properties) {
            return new GetInstances(properties);
        };

        GetInstances.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.obj_paths != null && message.obj_paths.length)
                for (let i = 0; i < message.obj_paths.length; ++i)
                    writer.uint32(10).string(message.obj_paths[i]);
            if (message.first_level_only != null && $Object.hasOwnProperty.call(message, "first_level_only") && message.first_level_only !== false)
                writer.uint32(16).bool(message.first_level_only);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetInstances.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetInstances();
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
                        if (!(message.obj_paths && message.obj_paths.length))
                            message.obj_paths = [];
                        message.obj_paths.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.first_level_only = value;
                        else
                            delete message.first_level_only;
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

        return GetInstances;
    })();

    usp.GetInstancesResp = (function() {

        const GetInstancesResp = function (properties) {
            this.req_path_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetInstancesResp.prototype.req_path_results = $util.emptyArray;

        GetInstancesResp.create = function(properties) {
            return new GetInstancesResp(properties);
        };

        GetInstancesResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.req_path_results != null && message.req_path_results.length)
                for (let i = 0; i < message.req_path_results.length; ++i)
                    $root.usp.GetInstancesResp.RequestedPathResult.encode(message.req_path_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetInstancesResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetInstancesResp();
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
                        if (!(message.req_path_results && message.req_path_results.length))
                            message.req_path_results = [];
                        message.req_path_results.push($root.usp.GetInstancesResp.RequestedPathResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        GetInstancesResp.RequestedPathResult = (function() {

            const RequestedPathResult = function (properties) {
                this.curr_insts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RequestedPathResult.prototype.requested_path = "";
            RequestedPathResult.prototype.err_code = 0;
            RequestedPathResult.prototype.err_msg = "";
            RequestedPathResult.prototype.curr_insts = $util.emptyArray;

            RequestedPathResult.create = function(properties) {
                return new RequestedPathResult(properties);
            };

            RequestedPathResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.curr_insts != null && message.curr_insts.length)
                    for (let i = 0; i < message.curr_insts.length; ++i)
                        $root.usp.GetInstancesResp.CurrInstance.encode(message.curr_insts[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RequestedPathResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetInstancesResp.RequestedPathResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.curr_insts && message.curr_insts.length))
                                message.curr_insts = [];
                            message.curr_insts.push($root.usp.GetInstancesResp.CurrInstance.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return RequestedPathResult;
        })();

        GetInstancesResp.CurrInstance = (function() {

            const CurrInstance = function (properties) {
                this.unique_keys = $Object.create(null);
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CurrInstance.prototype.instantiated_obj_path = "";
            CurrInstance.prototype.unique_keys = $util.emptyObject;

            CurrInstance.create = function(properties) {
                return new CurrInstance(properties);
            };

            CurrInstance.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.instantiated_obj_path != null && $Object.hasOwnProperty.call(message, "instantiated_obj_path") && message.instantiated_obj_path !== "")
                    writer.uint32(10).string(message.instantiated_obj_path);
                if (message.unique_keys != null && $Object.hasOwnProperty.call(message, "unique_keys"))
                    for (let keys = $Object.keys(message.unique_keys), i = 0; i < keys.length; ++i)
                        writer.uint32(18).fork().uint32(10).string(keys[i]).uint32(18).string(message.unique_keys[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CurrInstance.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.usp.GetInstancesResp.CurrInstance();
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
                                message.instantiated_obj_path = value;
                            else
                                delete message.instantiated_obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (message.unique_keys === $util.emptyObject)
                                message.unique_keys = $Object.create(null);
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.unique_keys, key);
                            message.unique_keys[key] = value;
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

            return CurrInstance;
        })();

        return GetInstancesResp;
    })();

    usp.GetSupportedDM = (function() {

        const GetSupportedDM = function (properties) {
            this.obj_paths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetSupportedDM.prototype.obj_paths = $util.emptyArray;
        GetSupportedDM.prototype.first_level_only = false;
        GetSupportedDM.prototype.return_commands = false;
        GetSupportedDM.prototype.return_events = false;
        GetSupportedDM.prototype.return_params = false;
        GetSupportedDM.prototype.return_unique_key_sets = false;

        GetSupportedDM.create = function(properties) {
            return new GetSupportedDM(properties);
        };

        GetSupportedDM.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.obj_paths != null && message.obj_paths.length)
                for (let i = 0; i < message.obj_paths.length; ++i)
                    writer.uint32(10).string(message.obj_paths[i]);
            if (message.first_level_only != null && $Object.hasOwnProperty.call(message, "first_level_only") && message.first_level_only !== false)
                writer.uint32(16).bool(message.first_level_only);
            if (message.return_commands != null && $Object.hasOwnProperty.call(message, "return_commands") && message.return_commands !== false)
                writer.uint32(24).bool(message.return_commands);
            if (message.return_events != null && $Object.hasOwnProperty.call(message, "return_events") && message.return_events !== false)
                writer.uint32(32).bool(message.return_events);
            if (message.return_params != null && $Object.hasOwnProperty.call(message, "return_params") && message.return_params !== false)
                writer.uint32(40).bool(message.return_params);
            if (message.return_unique_key_sets != null && $Object.hasOwnProperty.call(message, "return_unique_key_sets") && message.return_unique_key_sets !== false)
                writer.uint32(48).bool(message.return_unique_key_sets);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetSupportedDM.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetSupportedDM();
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
                        if (!(message.obj_paths && message.obj_paths.length))
                            message.obj_paths = [];
                        message.obj_paths.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.first_level_only = value;
                        else
                            delete message.first_level_only;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.return_commands = value;
                        else
                            delete message.return_commands;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.return_events = value;
                        else
                            delete message.return_events;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.return_params = value;
                        else
                            delete message.return_params;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.return_unique_key_sets = value;
                        else
                            delete message.return_unique_key_sets;
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

        return GetSupportedDM;
    })();

    usp.GetSupportedDMResp = (function() {

        const GetSupportedDMResp = function (properties) {
            this.req_obj_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetSupportedDMResp.prototype.req_obj_results = $util.emptyArray;

        GetSupportedDMResp.create = function(properties) {
            return new GetSupportedDMResp(properties);
        };

        GetSupportedDMResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.req_obj_results != null && message.req_obj_results.length)
                for (let i = 0; i < message.req_obj_results.length; ++i)
                    $root.usp.GetSupportedDMResp.RequestedObjectResult.encode(message.req_obj_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetSupportedDMResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetSupportedDMResp();
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
                        if (!(message.req_obj_results && message.req_obj_results.length))
                            message.req_obj_results = [];
                        message.req_obj_results.push($root.usp.GetSupportedDMResp.RequestedObjectResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        GetSupportedDMResp.ParamAccessType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PARAM_READ_ONLY"] = 0;
            values[valuesById[1] = "PARAM_READ_WRITE"] = 1;
            values[valuesById[2] = "PARAM_WRITE_ONLY"] = 2;
            return values;
        })();

        GetSupportedDMResp.ObjAccessType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OBJ_READ_ONLY"] = 0;
            values[valuesById[1] = "OBJ_ADD_DELETE"] = 1;
            values[valuesById[2] = "OBJ_ADD_ONLY"] = 2;
            values[valuesById[3] = "OBJ_DELETE_ONLY"] = 3;
            return values;
        })();

        GetSupportedDMResp.ParamValueType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PARAM_UNKNOWN"] = 0;
            values[valuesById[1] = "PARAM_BASE_64"] = 1;
            values[valuesById[2] = "PARAM_BOOLEAN"] = 2;
            values[valuesById[3] = "PARAM_DATE_TIME"] = 3;
            values[valuesById[4] = "PARAM_DECIMAL"] = 4;
            values[valuesById[5] = "PARAM_HEX_BINARY"] = 5;
            values[valuesById[6] = "PARAM_INT"] = 6;
            values[valuesById[7] = "PARAM_LONG"] = 7;
            values[valuesById[8] = "PARAM_STRING"] = 8;
            values[valuesById[9] = "PARAM_UNSIGNED_INT"] = 9;
            values[valuesById[10] = "PARAM_UNSIGNED_LONG"] = 10;
            return values;
        })();

        GetSupportedDMResp.ValueChangeType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "VALUE_CHANGE_UNKNOWN"] = 0;
            values[valuesById[1] = "VALUE_CHANGE_ALLOWED"] = 1;
            values[valuesById[2] = "VALUE_CHANGE_WILL_IGNORE"] = 2;
            return values;
        })();

        GetSupportedDMResp.CmdType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CMD_UNKNOWN"] = 0;
            values[valuesById[1] = "CMD_SYNC"] = 1;
            values[valuesById[2] = "CMD_ASYNC"] = 2;
            return values;
        })();

        GetSupportedDMResp.RequestedObjectResult = (function() {

            const RequestedObjectResult = function (properties) {
                this.supported_objs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RequestedObjectResult.prototype.req_obj_path = "";
            RequestedObjectResult.prototype.err_code = 0;
            RequestedObjectResult.prototype.err_msg = "";
            RequestedObjectResult.prototype.data_model_inst_uri = "";
            RequestedObjectResult.prototype.supported_objs = $util.emptyArray;

            RequestedObjectResult.create = function(properties) {
                return new RequestedObjectResult(properties);
            };

            RequestedObjectResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.req_obj_path != null && $Object.hasOwnProperty.call(message, "req_obj_path") && message.req_obj_path !== "")
                    writer.uint32(10).string(message.req_obj_path);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.data_model_inst_uri != null && $Object.hasOwnProperty.call(message, "data_model_inst_uri") && message.data_model_inst_uri !== "")
                    writer.uint32(34).string(message.data_model_inst_uri);
                if (message.supported_objs != null && message.supported_objs.length)
                    for (let i = 0; i < message.supported_objs.length; ++i)
                        $root.usp.GetSupportedDMResp.SupportedObjectResult.encode(message.supported_objs[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RequestedObjectResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetSupportedDMResp.RequestedObjectResult();
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
                                message.req_obj_path = value;
                            else
                                delete message.req_obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.data_model_inst_uri = value;
                            else
                                delete message.data_model_inst_uri;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.supported_objs && message.supported_objs.length))
                                message.supported_objs = [];
                            message.supported_objs.push($root.usp.GetSupportedDMResp.SupportedObjectResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return RequestedObjectResult;
        })();

        GetSupportedDMResp.SupportedObjectResult = (function() {

            const SupportedObjectResult = function (properties) {
                this.supported_commands = [];
                this.supported_events = [];
                this.supported_params = [];
                this.divergent_paths = [];
                this.unique_key_sets = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SupportedObjectResult.prototype.supported_obj_path = "";
            SupportedObjectResult.prototype.access = 0;
            SupportedObjectResult.prototype.is_multi_instance = false;
            SupportedObjectResult.prototype.supported_commands = $util.emptyArray;
            SupportedObjectResult.prototype.supported_events = $util.emptyArray;
            SupportedObjectResult.prototype.supported_params = $util.emptyArray;
            SupportedObjectResult.prototype.divergent_paths = $util.emptyArray;
            SupportedObjectResult.prototype.unique_key_sets = $util.emptyArray;

            SupportedObjectResult.create = function(properties) {
                return new SupportedObjectResult(properties);
            };

            SupportedObjectResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.supported_obj_path != null && $Object.hasOwnProperty.call(message, "supported_obj_path") && message.supported_obj_path !== "")
                    writer.uint32(10).string(message.supported_obj_path);
                if (message.access != null && $Object.hasOwnProperty.call(message, "access") && message.access !== 0)
                    writer.uint32(16).int32(message.access);
                if (message.is_multi_instance != null && $Object.hasOwnProperty.call(message, "is_multi_instance") && message.is_multi_instance !== false)
                    writer.uint32(24).bool(message.is_multi_instance);
                if (message.supported_commands != null && message.supported_commands.length)
                    for (let i = 0; i < message.supported_commands.length; ++i)
                        $root.usp.GetSupportedDMResp.SupportedCommandResult.encode(message.supported_commands[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.supported_events != null && message.supported_events.length)
                    for (let i = 0; i < message.supported_events.length; ++i)
                        $root.usp.GetSupportedDMResp.SupportedEventResult.encode(message.supported_events[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.supported_params != null && message.supported_params.length)
                    for (let i = 0; i < message.supported_params.length; ++i)
                        $root.usp.GetSupportedDMResp.SupportedParamResult.encode(message.supported_params[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.divergent_paths != null && message.divergent_paths.length)
                    for (let i = 0; i < message.divergent_paths.length; ++i)
                        writer.uint32(58).string(message.divergent_paths[i]);
                if (message.unique_key_sets != null && message.unique_key_sets.length)
                    for (let i = 0; i < message.unique_key_sets.length; ++i)
                        $root.usp.GetSupportedDMResp.SupportedUniqueKeySet.encode(message.unique_key_sets[i], writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SupportedObjectResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetSupportedDMResp.SupportedObjectResult();
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
                                message.supported_obj_path = value;
                            else
                                delete message.supported_obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.int32())
                                message.access = value;
                            else
                                delete message.access;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.bool())
                                message.is_multi_instance = value;
                            else
                                delete message.is_multi_instance;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.supported_commands && message.supported_commands.length))
                                message.supported_commands = [];
                            message.supported_commands.push($root.usp.GetSupportedDMResp.SupportedCommandResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.supported_events && message.supported_events.length))
                                message.supported_events = [];
                            message.supported_events.push($root.usp.GetSupportedDMResp.SupportedEventResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.supported_params && message.supported_params.length))
                                message.supported_params = [];
                            message.supported_params.push($root.usp.GetSupportedDMResp.SupportedParamResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.divergent_paths && message.divergent_paths.length))
                                message.divergent_paths = [];
                            message.divergent_paths.push(reader.stringVerify());
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.unique_key_sets && message.unique_key_sets.length))
                                message.unique_key_sets = [];
                            message.unique_key_sets.push($root.usp.GetSupportedDMResp.SupportedUniqueKeySet.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return SupportedObjectResult;
        })();

        GetSupportedDMResp.SupportedParamResult = (function() {

            const SupportedParamResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SupportedParamResult.prototype.param_name = "";
            SupportedParamResult.prototype.access = 0;
            SupportedParamResult.prototype.value_type = 0;
            SupportedParamResult.prototype.value_change = 0;

            SupportedParamResult.create = function(properties) {
                return new SupportedParamResult(properties);
            };

            SupportedParamResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param_name != null && $Object.hasOwnProperty.call(message, "param_name") && message.param_name !== "")
                    writer.uint32(10).string(message.param_name);
                if (message.access != null && $Object.hasOwnProperty.call(message, "access") && message.access !== 0)
                    writer.uint32(16).int32(message.access);
                if (message.value_type != null && $Object.hasOwnProperty.call(message, "value_type") && message.value_type !== 0)
                    writer.uint32(24).int32(message.value_type);
                if (message.value_change != null && $Object.hasOwnProperty.call(message, "value_change") && message.value_change !== 0)
                    writer.uint32(32).int32(message.value_change);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SupportedParamResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetSupportedDMResp.SupportedParamResult();
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
                                message.param_name = value;
                            else
                                delete message.param_name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.int32())
                                message.access = value;
                            else
                                delete message.access;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.int32())
                                message.value_type = value;
                            else
                                delete message.value_type;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.int32())
                                message.value_change = value;
                            else
                                delete message.value_change;
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

            return SupportedParamResult;
        })();

        GetSupportedDMResp.SupportedCommandResult = (function() {

            const SupportedCommandResult = function (properties) {
                this.input_arg_names = [];
                this.output_arg_names = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SupportedCommandResult.prototype.command_name = "";
            SupportedCommandResult.prototype.input_arg_names = $util.emptyArray;
            SupportedCommandResult.prototype.output_arg_names = $util.emptyArray;
            SupportedCommandResult.prototype.command_type = 0;

            SupportedCommandResult.create = function(properties) {
                return new SupportedCommandResult(properties);
            };

            SupportedCommandResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.command_name != null && $Object.hasOwnProperty.call(message, "command_name") && message.command_name !== "")
                    writer.uint32(10).string(message.command_name);
                if (message.input_arg_names != null && message.input_arg_names.length)
                    for (let i = 0; i < message.input_arg_names.length; ++i)
                        writer.uint32(18).string(message.input_arg_names[i]);
                if (message.output_arg_names != null && message.output_arg_names.length)
                    for (let i = 0; i < message.output_arg_names.length; ++i)
                        writer.uint32(26).string(message.output_arg_names[i]);
                if (message.command_type != null && $Object.hasOwnProperty.call(message, "command_type") && message.command_type !== 0)
                    writer.uint32(32).int32(message.command_type);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SupportedCommandResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetSupportedDMResp.SupportedCommandResult();
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
                                message.command_name = value;
                            else
                                delete message.command_name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.input_arg_names && message.input_arg_names.length))
                                message.input_arg_names = [];
                            message.input_arg_names.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.output_arg_names && message.output_arg_names.length))
                                message.output_arg_names = [];
                            message.output_arg_names.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.int32())
                                message.command_type = value;
                            else
                                delete message.command_type;
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

            return SupportedCommandResult;
        })();

        GetSupportedDMResp.SupportedEventResult = (function() {

            const SupportedEventResult = function (properties) {
                this.arg_names = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SupportedEventResult.prototype.event_name = "";
            SupportedEventResult.prototype.arg_names = $util.emptyArray;

            SupportedEventResult.create = function(properties) {
                return new SupportedEventResult(properties);
            };

            SupportedEventResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.event_name != null && $Object.hasOwnProperty.call(message, "event_name") && message.event_name !== "")
                    writer.uint32(10).string(message.event_name);
                if (message.arg_names != null && message.arg_names.length)
                    for (let i = 0; i < message.arg_names.length; ++i)
                        writer.uint32(18).string(message.arg_names[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SupportedEventResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetSupportedDMResp.SupportedEventResult();
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
                                message.event_name = value;
                            else
                                delete message.event_name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.arg_names && message.arg_names.length))
                                message.arg_names = [];
                            message.arg_names.push(reader.stringVerify());
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

            return SupportedEventResult;
        })();

        GetSupportedDMResp.SupportedUniqueKeySet = (function() {

            const SupportedUniqueKeySet = function (properties) {
                this.key_names = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SupportedUniqueKeySet.prototype.key_names = $util.emptyArray;

            SupportedUniqueKeySet.create = function(properties) {
                return new SupportedUniqueKeySet(properties);
            };

            SupportedUniqueKeySet.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key_names != null && message.key_names.length)
                    for (let i = 0; i < message.key_names.length; ++i)
                        writer.uint32(10).string(message.key_names[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SupportedUniqueKeySet.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.GetSupportedDMResp.SupportedUniqueKeySet();
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
                            if (!(message.key_names && message.key_names.length))
                                message.key_names = [];
                            message.key_names.push(reader.stringVerify());
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

            return SupportedUniqueKeySet;
        })();

        return GetSupportedDMResp;
    })();

    usp.GetSupportedProtocol = (function() {

        const GetSupportedProtocol = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetSupportedProtocol.prototype.controller_supported_protocol_versions = "";

        GetSupportedProtocol.create = function(properties) {
            return new GetSupportedProtocol(properties);
        };

        GetSupportedProtocol.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.controller_supported_protocol_versions != null && $Object.hasOwnProperty.call(message, "controller_supported_protocol_versions") && message.controller_supported_protocol_versions !== "")
                writer.uint32(10).string(message.controller_supported_protocol_versions);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetSupportedProtocol.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetSupportedProtocol();
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
                            message.controller_supported_protocol_versions = value;
                        else
                            delete message.controller_supported_protocol_versions;
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

        return GetSupportedProtocol;
    })();

    usp.GetSupportedProtocolResp = (function() {

        const GetSupportedProtocolResp = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetSupportedProtocolResp.prototype.agent_supported_protocol_versions = "";

        GetSupportedProtocolResp.create = function(properties) {
            return new GetSupportedProtocolResp(properties);
        };

        GetSupportedProtocolResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.agent_supported_protocol_versions != null && $Object.hasOwnProperty.call(message, "agent_supported_protocol_versions") && message.agent_supported_protocol_versions !== "")
                writer.uint32(10).string(message.agent_supported_protocol_versions);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetSupportedProtocolResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.GetSupportedProtocolResp();
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
                            message.agent_supported_protocol_versions = value;
                        else
                            delete message.agent_supported_protocol_versions;
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

        return GetSupportedProtocolResp;
    })();

    usp.Add = (function() {

        const Add = function (properties) {
            this.create_objs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Add.prototype.allow_partial = false;
        Add.prototype.create_objs = $util.emptyArray;

        Add.create = function(properties) {
            return new Add(properties);
        };

        Add.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.allow_partial != null && $Object.hasOwnProperty.call(message, "allow_partial") && message.allow_partial !== false)
                writer.uint32(8).bool(message.allow_partial);
            if (message.create_objs != null && message.create_objs.length)
                for (let i = 0; i < message.create_objs.length; ++i)
                    $root.usp.Add.CreateObject.encode(message.create_objs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Add.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Add();
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
                        if (value = reader.bool())
                            message.allow_partial = value;
                        else
                            delete message.allow_partial;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (!(message.create_objs && message.create_objs.length))
                            message.create_objs = [];
                        message.create_objs.push($root.usp.Add.CreateObject.decode(reader, reader.size(), $undefined, _depth + 1));
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

        Add.CreateObject = (function() {

            const CreateObject = function (properties) {
                this.param_settings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CreateObject.prototype.obj_path = "";
            CreateObject.prototype.param_settings = $util.emptyArray;

            CreateObject.create = function(properties) {
                return new CreateObject(properties);
            };

            CreateObject.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.obj_path != null && $Object.hasOwnProperty.call(message, "obj_path") && message.obj_path !== "")
                    writer.uint32(10).string(message.obj_path);
                if (message.param_settings != null && message.param_settings.length)
                    for (let i = 0; i < message.param_settings.length; ++i)
                        $root.usp.Add.CreateParamSetting.encode(message.param_settings[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CreateObject.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Add.CreateObject();
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
                                message.obj_path = value;
                            else
                                delete message.obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.param_settings && message.param_settings.length))
                                message.param_settings = [];
                            message.param_settings.push($root.usp.Add.CreateParamSetting.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return CreateObject;
        })();

        Add.CreateParamSetting = (function() {

            const CreateParamSetting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CreateParamSetting.prototype.param = "";
            CreateParamSetting.prototype.value = "";
            CreateParamSetting.prototype.required = false;

            CreateParamSetting.create = function(properties) {
                return new CreateParamSetting(properties);
            };

            CreateParamSetting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param != null && $Object.hasOwnProperty.call(message, "param") && message.param !== "")
                    writer.uint32(10).string(message.param);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(18).string(message.value);
                if (message.required != null && $Object.hasOwnProperty.call(message, "required") && message.required !== false)
                    writer.uint32(24).bool(message.required);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CreateParamSetting.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Add.CreateParamSetting();
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
                                message.param = value;
                            else
                                delete message.param;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.bool())
                                message.required = value;
                            else
                                delete message.required;
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

            return CreateParamSetting;
        })();

        return Add;
    })();

    usp.AddResp = (function() {

        const AddResp = function (properties) {
            this.created_obj_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        AddResp.prototype.created_obj_results = $util.emptyArray;

        AddResp.create = function(properties) {
            return new AddResp(properties);
        };

        AddResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.created_obj_results != null && message.created_obj_results.length)
                for (let i = 0; i < message.created_obj_results.length; ++i)
                    $root.usp.AddResp.CreatedObjectResult.encode(message.created_obj_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        AddResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.AddResp();
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
                        if (!(message.created_obj_results && message.created_obj_results.length))
                            message.created_obj_results = [];
                        message.created_obj_results.push($root.usp.AddResp.CreatedObjectResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        AddResp.CreatedObjectResult = (function() {

            const CreatedObjectResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CreatedObjectResult.prototype.requested_path = "";
            CreatedObjectResult.prototype.oper_status = null;

            CreatedObjectResult.create = function(properties) {
                return new CreatedObjectResult(properties);
            };

            CreatedObjectResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.oper_status != null && $Object.hasOwnProperty.call(message, "oper_status"))
                    $root.usp.AddResp.CreatedObjectResult.OperationStatus.encode(message.oper_status, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CreatedObjectResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.AddResp.CreatedObjectResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.oper_status = $root.usp.AddResp.CreatedObjectResult.OperationStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_status);
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

            CreatedObjectResult.OperationStatus = (function() {

                const OperationStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OperationStatus.prototype.oper_failure = null;
                OperationStatus.prototype.oper_success = null;

                let $oneOfFields;

                $Object.defineProperty(OperationStatus.prototype, "oper_status", {
                    get: $util.oneOfGetter($oneOfFields = ["oper_failure", "oper_success"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OperationStatus.create = function(properties) {
                    return new OperationStatus(properties);
                };

                OperationStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.oper_failure != null && $Object.hasOwnProperty.call(message, "oper_failure"))
                        $root.usp.AddResp.CreatedObjectResult.OperationStatus.OperationFailure.encode(message.oper_failure, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.oper_success != null && $Object.hasOwnProperty.call(message, "oper_success"))
                        $root.usp.AddResp.CreatedObjectResult.OperationStatus.OperationSuccess.encode(message.oper_success, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OperationStatus.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.AddResp.CreatedObjectResult.OperationStatus();
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
                                message.oper_failure = $root.usp.AddResp.CreatedObjectResult.OperationStatus.OperationFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_failure);
                                message.oper_status = "oper_failure";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                message.oper_success = $root.usp.AddResp.CreatedObjectResult.OperationStatus.OperationSuccess.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_success);
                                message.oper_status = "oper_success";
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

                OperationStatus.OperationFailure = (function() {

                    const OperationFailure = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationFailure.prototype.err_code = 0;
                    OperationFailure.prototype.err_msg = "";

                    OperationFailure.create = function(properties) {
                        return new OperationFailure(properties);
                    };

                    OperationFailure.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                            writer.uint32(13).fixed32(message.err_code);
                        if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                            writer.uint32(18).string(message.err_msg);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationFailure.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.AddResp.CreatedObjectResult.OperationStatus.OperationFailure();
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
                                    if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (value = reader.fixed32())
                                        message.err_code = value;
                                    else
                                        delete message.err_code;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if ((value = reader.stringVerify()).length)
                                        message.err_msg = value;
                                    else
                                        delete message.err_msg;
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

                    return OperationFailure;
                })();

                OperationStatus.OperationSuccess = (function() {

                    const OperationSuccess = function (properties) {
                        this.param_errs = [];
                        this.unique_keys = $Object.create(null);
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationSuccess.prototype.instantiated_path = "";
                    OperationSuccess.prototype.param_errs = $util.emptyArray;
                    OperationSuccess.prototype.unique_keys = $util.emptyObject;

                    OperationSuccess.create = function(properties) {
                        return new OperationSuccess(properties);
                    };

                    OperationSuccess.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.instantiated_path != null && $Object.hasOwnProperty.call(message, "instantiated_path") && message.instantiated_path !== "")
                            writer.uint32(10).string(message.instantiated_path);
                        if (message.param_errs != null && message.param_errs.length)
                            for (let i = 0; i < message.param_errs.length; ++i)
                                $root.usp.AddResp.ParameterError.encode(message.param_errs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                        if (message.unique_keys != null && $Object.hasOwnProperty.call(message, "unique_keys"))
                            for (let keys = $Object.keys(message.unique_keys), i = 0; i < keys.length; ++i)
                                writer.uint32(26).fork().uint32(10).string(keys[i]).uint32(18).string(message.unique_keys[keys[i]]).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationSuccess.decode = function (reader, length, _end, _depth, _target) {
                        if (!(reader instanceof $Reader))
                            reader = $Reader.create(reader);
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $Reader.recursionLimit)
                            throw $Error("max depth exceeded");
                        let end, message, key, value;
                        if (length === $undefined)
                            end = reader.len;
                        else {
                            end = reader.pos + length;
                            if (end > reader.len)
                                throw $RangeError("index out of range");
                            length = reader.len;
                            reader.len = end;
                        }
                        message = _target || new $root.usp.AddResp.CreatedObjectResult.OperationStatus.OperationSuccess();
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
                                        message.instantiated_path = value;
                                    else
                                        delete message.instantiated_path;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (!(message.param_errs && message.param_errs.length))
                                        message.param_errs = [];
                                    message.param_errs.push($root.usp.AddResp.ParameterError.decode(reader, reader.size(), $undefined, _depth + 1));
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (message.unique_keys === $util.emptyObject)
                                        message.unique_keys = $Object.create(null);
                                    let end2 = reader.size() + reader.pos;
                                    if (end2 > reader.len)
                                        throw $RangeError("index out of range");
                                    reader.len = end2;
                                    key = "";
                                    value = "";
                                    while (reader.pos < end2) {
                                        let tag2 = reader.tag();
                                        wireType = tag2 & 7;
                                        switch (tag2 >>>= 3) {
                                        case 1:
                                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                            key = reader.stringVerify();
                                            continue;
                                        case 2:
                                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                            value = reader.stringVerify();
                                            continue;
                                        }
                                        reader.skipType(wireType, _depth, tag2);
                                    }
                                    if (reader.pos !== end2)
                                        throw $RangeError("index out of range");
                                    reader.len = end;
                                    if (key === "__proto__")
                                        $util.makeProp(message.unique_keys, key);
                                    message.unique_keys[key] = value;
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

                    return OperationSuccess;
                })();

                return OperationStatus;
            })();

            return CreatedObjectResult;
        })();

        AddResp.ParameterError = (function() {

            const ParameterError = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ParameterError.prototype.param = "";
            ParameterError.prototype.err_code = 0;
            ParameterError.prototype.err_msg = "";

            ParameterError.create = function(properties) {
                return new ParameterError(properties);
            };

            ParameterError.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param != null && $Object.hasOwnProperty.call(message, "param") && message.param !== "")
                    writer.uint32(10).string(message.param);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ParameterError.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.AddResp.ParameterError();
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
                                message.param = value;
                            else
                                delete message.param;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
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

            return ParameterError;
        })();

        return AddResp;
    })();

    usp.Set = (function() {

        const Set = function (properties) {
            this.update_objs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Set.prototype.allow_partial = false;
        Set.prototype.update_objs = $util.emptyArray;

        Set.create = function(properties) {
            return new Set(properties);
        };

        Set.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.allow_partial != null && $Object.hasOwnProperty.call(message, "allow_partial") && message.allow_partial !== false)
                writer.uint32(8).bool(message.allow_partial);
            if (message.update_objs != null && message.update_objs.length)
                for (let i = 0; i < message.update_objs.length; ++i)
                    $root.usp.Set.UpdateObject.encode(message.update_objs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Set.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Set();
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
                        if (value = reader.bool())
                            message.allow_partial = value;
                        else
                            delete message.allow_partial;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (!(message.update_objs && message.update_objs.length))
                            message.update_objs = [];
                        message.update_objs.push($root.usp.Set.UpdateObject.decode(reader, reader.size(), $undefined, _depth + 1));
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

        Set.UpdateObject = (function() {

            const UpdateObject = function (properties) {
                this.param_settings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdateObject.prototype.obj_path = "";
            UpdateObject.prototype.param_settings = $util.emptyArray;

            UpdateObject.create = function(properties) {
                return new UpdateObject(properties);
            };

            UpdateObject.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.obj_path != null && $Object.hasOwnProperty.call(message, "obj_path") && message.obj_path !== "")
                    writer.uint32(10).string(message.obj_path);
                if (message.param_settings != null && message.param_settings.length)
                    for (let i = 0; i < message.param_settings.length; ++i)
                        $root.usp.Set.UpdateParamSetting.encode(message.param_settings[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdateObject.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Set.UpdateObject();
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
                                message.obj_path = value;
                            else
                                delete message.obj_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.param_settings && message.param_settings.length))
                                message.param_settings = [];
                            message.param_settings.push($root.usp.Set.UpdateParamSetting.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return UpdateObject;
        })();

        Set.UpdateParamSetting = (function() {

            const UpdateParamSetting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdateParamSetting.prototype.param = "";
            UpdateParamSetting.prototype.value = "";
            UpdateParamSetting.prototype.required = false;

            UpdateParamSetting.create = function(properties) {
                return new UpdateParamSetting(properties);
            };

            UpdateParamSetting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param != null && $Object.hasOwnProperty.call(message, "param") && message.param !== "")
                    writer.uint32(10).string(message.param);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(18).string(message.value);
                if (message.required != null && $Object.hasOwnProperty.call(message, "required") && message.required !== false)
                    writer.uint32(24).bool(message.required);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdateParamSetting.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Set.UpdateParamSetting();
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
                                message.param = value;
                            else
                                delete message.param;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.bool())
                                message.required = value;
                            else
                                delete message.required;
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

            return UpdateParamSetting;
        })();

        return Set;
    })();

    usp.SetResp = (function() {

        const SetResp = function (properties) {
            this.updated_obj_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetResp.prototype.updated_obj_results = $util.emptyArray;

        SetResp.create = function(properties) {
            return new SetResp(properties);
        };

        SetResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.updated_obj_results != null && message.updated_obj_results.length)
                for (let i = 0; i < message.updated_obj_results.length; ++i)
                    $root.usp.SetResp.UpdatedObjectResult.encode(message.updated_obj_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.SetResp();
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
                        if (!(message.updated_obj_results && message.updated_obj_results.length))
                            message.updated_obj_results = [];
                        message.updated_obj_results.push($root.usp.SetResp.UpdatedObjectResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        SetResp.UpdatedObjectResult = (function() {

            const UpdatedObjectResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdatedObjectResult.prototype.requested_path = "";
            UpdatedObjectResult.prototype.oper_status = null;

            UpdatedObjectResult.create = function(properties) {
                return new UpdatedObjectResult(properties);
            };

            UpdatedObjectResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.oper_status != null && $Object.hasOwnProperty.call(message, "oper_status"))
                    $root.usp.SetResp.UpdatedObjectResult.OperationStatus.encode(message.oper_status, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdatedObjectResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.SetResp.UpdatedObjectResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.oper_status = $root.usp.SetResp.UpdatedObjectResult.OperationStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_status);
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

            UpdatedObjectResult.OperationStatus = (function() {

                const OperationStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OperationStatus.prototype.oper_failure = null;
                OperationStatus.prototype.oper_success = null;

                let $oneOfFields;

                $Object.defineProperty(OperationStatus.prototype, "oper_status", {
                    get: $util.oneOfGetter($oneOfFields = ["oper_failure", "oper_success"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OperationStatus.create = function(properties) {
                    return new OperationStatus(properties);
                };

                OperationStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.oper_failure != null && $Object.hasOwnProperty.call(message, "oper_failure"))
                        $root.usp.SetResp.UpdatedObjectResult.OperationStatus.OperationFailure.encode(message.oper_failure, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.oper_success != null && $Object.hasOwnProperty.call(message, "oper_success"))
                        $root.usp.SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess.encode(message.oper_success, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OperationStatus.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.SetResp.UpdatedObjectResult.OperationStatus();
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
                                message.oper_failure = $root.usp.SetResp.UpdatedObjectResult.OperationStatus.OperationFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_failure);
                                message.oper_status = "oper_failure";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                message.oper_success = $root.usp.SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_success);
                                message.oper_status = "oper_success";
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

                OperationStatus.OperationFailure = (function() {

                    const OperationFailure = function (properties) {
                        this.updated_inst_failures = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationFailure.prototype.err_code = 0;
                    OperationFailure.prototype.err_msg = "";
                    OperationFailure.prototype.updated_inst_failures = $util.emptyArray;

                    OperationFailure.create = function(properties) {
                        return new OperationFailure(properties);
                    };

                    OperationFailure.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                            writer.uint32(13).fixed32(message.err_code);
                        if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                            writer.uint32(18).string(message.err_msg);
                        if (message.updated_inst_failures != null && message.updated_inst_failures.length)
                            for (let i = 0; i < message.updated_inst_failures.length; ++i)
                                $root.usp.SetResp.UpdatedInstanceFailure.encode(message.updated_inst_failures[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationFailure.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.SetResp.UpdatedObjectResult.OperationStatus.OperationFailure();
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
                                    if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (value = reader.fixed32())
                                        message.err_code = value;
                                    else
                                        delete message.err_code;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if ((value = reader.stringVerify()).length)
                                        message.err_msg = value;
                                    else
                                        delete message.err_msg;
                                    continue;
                                }
                            case 3: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (!(message.updated_inst_failures && message.updated_inst_failures.length))
                                        message.updated_inst_failures = [];
                                    message.updated_inst_failures.push($root.usp.SetResp.UpdatedInstanceFailure.decode(reader, reader.size(), $undefined, _depth + 1));
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

                    return OperationFailure;
                })();

                OperationStatus.OperationSuccess = (function() {

                    const OperationSuccess = function (properties) {
                        this.updated_inst_results = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationSuccess.prototype.updated_inst_results = $util.emptyArray;

                    OperationSuccess.create = function(properties) {
                        return new OperationSuccess(properties);
                    };

                    OperationSuccess.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.updated_inst_results != null && message.updated_inst_results.length)
                            for (let i = 0; i < message.updated_inst_results.length; ++i)
                                $root.usp.SetResp.UpdatedInstanceResult.encode(message.updated_inst_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationSuccess.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.SetResp.UpdatedObjectResult.OperationStatus.OperationSuccess();
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
                                    if (!(message.updated_inst_results && message.updated_inst_results.length))
                                        message.updated_inst_results = [];
                                    message.updated_inst_results.push($root.usp.SetResp.UpdatedInstanceResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

                    return OperationSuccess;
                })();

                return OperationStatus;
            })();

            return UpdatedObjectResult;
        })();

        SetResp.UpdatedInstanceFailure = (function() {

            const UpdatedInstanceFailure = function (properties) {
                this.param_errs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdatedInstanceFailure.prototype.affected_path = "";
            UpdatedInstanceFailure.prototype.param_errs = $util.emptyArray;

            UpdatedInstanceFailure.create = function(properties) {
                return new UpdatedInstanceFailure(properties);
            };

            UpdatedInstanceFailure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.affected_path != null && $Object.hasOwnProperty.call(message, "affected_path") && message.affected_path !== "")
                    writer.uint32(10).string(message.affected_path);
                if (message.param_errs != null && message.param_errs.length)
                    for (let i = 0; i < message.param_errs.length; ++i)
                        $root.usp.SetResp.ParameterError.encode(message.param_errs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdatedInstanceFailure.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.SetResp.UpdatedInstanceFailure();
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
                                message.affected_path = value;
                            else
                                delete message.affected_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.param_errs && message.param_errs.length))
                                message.param_errs = [];
                            message.param_errs.push($root.usp.SetResp.ParameterError.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return UpdatedInstanceFailure;
        })();

        SetResp.UpdatedInstanceResult = (function() {

            const UpdatedInstanceResult = function (properties) {
                this.param_errs = [];
                this.updated_params = $Object.create(null);
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdatedInstanceResult.prototype.affected_path = "";
            UpdatedInstanceResult.prototype.param_errs = $util.emptyArray;
            UpdatedInstanceResult.prototype.updated_params = $util.emptyObject;

            UpdatedInstanceResult.create = function(properties) {
                return new UpdatedInstanceResult(properties);
            };

            UpdatedInstanceResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.affected_path != null && $Object.hasOwnProperty.call(message, "affected_path") && message.affected_path !== "")
                    writer.uint32(10).string(message.affected_path);
                if (message.param_errs != null && message.param_errs.length)
                    for (let i = 0; i < message.param_errs.length; ++i)
                        $root.usp.SetResp.ParameterError.encode(message.param_errs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.updated_params != null && $Object.hasOwnProperty.call(message, "updated_params"))
                    for (let keys = $Object.keys(message.updated_params), i = 0; i < keys.length; ++i)
                        writer.uint32(26).fork().uint32(10).string(keys[i]).uint32(18).string(message.updated_params[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdatedInstanceResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.usp.SetResp.UpdatedInstanceResult();
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
                                message.affected_path = value;
                            else
                                delete message.affected_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (!(message.param_errs && message.param_errs.length))
                                message.param_errs = [];
                            message.param_errs.push($root.usp.SetResp.ParameterError.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (message.updated_params === $util.emptyObject)
                                message.updated_params = $Object.create(null);
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.updated_params, key);
                            message.updated_params[key] = value;
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

            return UpdatedInstanceResult;
        })();

        SetResp.ParameterError = (function() {

            const ParameterError = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ParameterError.prototype.param = "";
            ParameterError.prototype.err_code = 0;
            ParameterError.prototype.err_msg = "";

            ParameterError.create = function(properties) {
                return new ParameterError(properties);
            };

            ParameterError.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.param != null && $Object.hasOwnProperty.call(message, "param") && message.param !== "")
                    writer.uint32(10).string(message.param);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ParameterError.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.SetResp.ParameterError();
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
                                message.param = value;
                            else
                                delete message.param;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
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

            return ParameterError;
        })();

        return SetResp;
    })();

    usp.Delete = (function() {

        const Delete = function (properties) {
            this.obj_paths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Delete.prototype.allow_partial = false;
        Delete.prototype.obj_paths = $util.emptyArray;

        Delete.create = function(properties) {
            return new Delete(properties);
        };

        Delete.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.allow_partial != null && $Object.hasOwnProperty.call(message, "allow_partial") && message.allow_partial !== false)
                writer.uint32(8).bool(message.allow_partial);
            if (message.obj_paths != null && message.obj_paths.length)
                for (let i = 0; i < message.obj_paths.length; ++i)
                    writer.uint32(18).string(message.obj_paths[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Delete.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Delete();
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
                        if (value = reader.bool())
                            message.allow_partial = value;
                        else
                            delete message.allow_partial;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (!(message.obj_paths && message.obj_paths.length))
                            message.obj_paths = [];
                        message.obj_paths.push(reader.stringVerify());
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

        return Delete;
    })();

    usp.DeleteResp = (function() {

        const DeleteResp = function (properties) {
            this.deleted_obj_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DeleteResp.prototype.deleted_obj_results = $util.emptyArray;

        DeleteResp.create = function(properties) {
            return new DeleteResp(properties);
        };

        DeleteResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.deleted_obj_results != null && message.deleted_obj_results.length)
                for (let i = 0; i < message.deleted_obj_results.length; ++i)
                    $root.usp.DeleteResp.DeletedObjectResult.encode(message.deleted_obj_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DeleteResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.DeleteResp();
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
                        if (!(message.deleted_obj_results && message.deleted_obj_results.length))
                            message.deleted_obj_results = [];
                        message.deleted_obj_results.push($root.usp.DeleteResp.DeletedObjectResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        DeleteResp.DeletedObjectResult = (function() {

            const DeletedObjectResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeletedObjectResult.prototype.requested_path = "";
            DeletedObjectResult.prototype.oper_status = null;

            DeletedObjectResult.create = function(properties) {
                return new DeletedObjectResult(properties);
            };

            DeletedObjectResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.oper_status != null && $Object.hasOwnProperty.call(message, "oper_status"))
                    $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.encode(message.oper_status, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeletedObjectResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.DeleteResp.DeletedObjectResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.oper_status = $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_status);
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

            DeletedObjectResult.OperationStatus = (function() {

                const OperationStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OperationStatus.prototype.oper_failure = null;
                OperationStatus.prototype.oper_success = null;

                let $oneOfFields;

                $Object.defineProperty(OperationStatus.prototype, "oper_status", {
                    get: $util.oneOfGetter($oneOfFields = ["oper_failure", "oper_success"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OperationStatus.create = function(properties) {
                    return new OperationStatus(properties);
                };

                OperationStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.oper_failure != null && $Object.hasOwnProperty.call(message, "oper_failure"))
                        $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure.encode(message.oper_failure, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.oper_success != null && $Object.hasOwnProperty.call(message, "oper_success"))
                        $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess.encode(message.oper_success, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OperationStatus.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.DeleteResp.DeletedObjectResult.OperationStatus();
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
                                message.oper_failure = $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_failure);
                                message.oper_status = "oper_failure";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                message.oper_success = $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_success);
                                message.oper_status = "oper_success";
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

                OperationStatus.OperationFailure = (function() {

                    const OperationFailure = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationFailure.prototype.err_code = 0;
                    OperationFailure.prototype.err_msg = "";

                    OperationFailure.create = function(properties) {
                        return new OperationFailure(properties);
                    };

                    OperationFailure.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                            writer.uint32(13).fixed32(message.err_code);
                        if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                            writer.uint32(18).string(message.err_msg);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationFailure.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationFailure();
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
                                    if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (value = reader.fixed32())
                                        message.err_code = value;
                                    else
                                        delete message.err_code;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if ((value = reader.stringVerify()).length)
                                        message.err_msg = value;
                                    else
                                        delete message.err_msg;
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

                    return OperationFailure;
                })();

                OperationStatus.OperationSuccess = (function() {

                    const OperationSuccess = function (properties) {
                        this.affected_paths = [];
                        this.unaffected_path_errs = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationSuccess.prototype.affected_paths = $util.emptyArray;
                    OperationSuccess.prototype.unaffected_path_errs = $util.emptyArray;

                    OperationSuccess.create = function(properties) {
                        return new OperationSuccess(properties);
                    };

                    OperationSuccess.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.affected_paths != null && message.affected_paths.length)
                            for (let i = 0; i < message.affected_paths.length; ++i)
                                writer.uint32(10).string(message.affected_paths[i]);
                        if (message.unaffected_path_errs != null && message.unaffected_path_errs.length)
                            for (let i = 0; i < message.unaffected_path_errs.length; ++i)
                                $root.usp.DeleteResp.UnaffectedPathError.encode(message.unaffected_path_errs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationSuccess.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess();
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
                                    if (!(message.affected_paths && message.affected_paths.length))
                                        message.affected_paths = [];
                                    message.affected_paths.push(reader.stringVerify());
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (!(message.unaffected_path_errs && message.unaffected_path_errs.length))
                                        message.unaffected_path_errs = [];
                                    message.unaffected_path_errs.push($root.usp.DeleteResp.UnaffectedPathError.decode(reader, reader.size(), $undefined, _depth + 1));
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

                    return OperationSuccess;
                })();

                return OperationStatus;
            })();

            return DeletedObjectResult;
        })();

        DeleteResp.UnaffectedPathError = (function() {

            const UnaffectedPathError = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UnaffectedPathError.prototype.unaffected_path = "";
            UnaffectedPathError.prototype.err_code = 0;
            UnaffectedPathError.prototype.err_msg = "";

            UnaffectedPathError.create = function(properties) {
                return new UnaffectedPathError(properties);
            };

            UnaffectedPathError.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.unaffected_path != null && $Object.hasOwnProperty.call(message, "unaffected_path") && message.unaffected_path !== "")
                    writer.uint32(10).string(message.unaffected_path);
                if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                    writer.uint32(21).fixed32(message.err_code);
                if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                    writer.uint32(26).string(message.err_msg);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UnaffectedPathError.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.DeleteResp.UnaffectedPathError();
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
                                message.unaffected_path = value;
                            else
                                delete message.unaffected_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                            if (value = reader.fixed32())
                                message.err_code = value;
                            else
                                delete message.err_code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            if ((value = reader.stringVerify()).length)
                                message.err_msg = value;
                            else
                                delete message.err_msg;
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

            return UnaffectedPathError;
        })();

        return DeleteResp;
    })();

    usp.Operate = (function() {

        const Operate = function (properties) {
            this.input_args = $Object.create(null);
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Operate.prototype.command = "";
        Operate.prototype.command_key = "";
        Operate.prototype.send_resp = false;
        Operate.prototype.input_args = $util.emptyObject;

        Operate.create = function(properties) {
            return new Operate(properties);
        };

        Operate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.command != null && $Object.hasOwnProperty.call(message, "command") && message.command !== "")
                writer.uint32(10).string(message.command);
            if (message.command_key != null && $Object.hasOwnProperty.call(message, "command_key") && message.command_key !== "")
                writer.uint32(18).string(message.command_key);
            if (message.send_resp != null && $Object.hasOwnProperty.call(message, "send_resp") && message.send_resp !== false)
                writer.uint32(24).bool(message.send_resp);
            if (message.input_args != null && $Object.hasOwnProperty.call(message, "input_args"))
                for (let keys = $Object.keys(message.input_args), i = 0; i < keys.length; ++i)
                    writer.uint32(34).fork().uint32(10).string(keys[i]).uint32(18).string(message.input_args[keys[i]]).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Operate.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.usp.Operate();
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
                            message.command = value;
                        else
                            delete message.command;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if ((value = reader.stringVerify()).length)
                            message.command_key = value;
                        else
                            delete message.command_key;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (value = reader.bool())
                            message.send_resp = value;
                        else
                            delete message.send_resp;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (message.input_args === $util.emptyObject)
                            message.input_args = $Object.create(null);
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = "";
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                value = reader.stringVerify();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.input_args, key);
                        message.input_args[key] = value;
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

        return Operate;
    })();

    usp.OperateResp = (function() {

        const OperateResp = function (properties) {
            this.operation_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OperateResp.prototype.operation_results = $util.emptyArray;

        OperateResp.create = function(properties) {
            return new OperateResp(properties);
        };

        OperateResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.operation_results != null && message.operation_results.length)
                for (let i = 0; i < message.operation_results.length; ++i)
                    $root.usp.OperateResp.OperationResult.encode(message.operation_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OperateResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.OperateResp();
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
                        if (!(message.operation_results && message.operation_results.length))
                            message.operation_results = [];
                        message.operation_results.push($root.usp.OperateResp.OperationResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        OperateResp.OperationResult = (function() {

            const OperationResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            OperationResult.prototype.executed_command = "";
            OperationResult.prototype.req_obj_path = null;
            OperationResult.prototype.req_output_args = null;
            OperationResult.prototype.cmd_failure = null;

            let $oneOfFields;

            $Object.defineProperty(OperationResult.prototype, "operation_resp", {
                get: $util.oneOfGetter($oneOfFields = ["req_obj_path", "req_output_args", "cmd_failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            OperationResult.create = function(properties) {
                return new OperationResult(properties);
            };

            OperationResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.executed_command != null && $Object.hasOwnProperty.call(message, "executed_command") && message.executed_command !== "")
                    writer.uint32(10).string(message.executed_command);
                if (message.req_obj_path != null && $Object.hasOwnProperty.call(message, "req_obj_path"))
                    writer.uint32(18).string(message.req_obj_path);
                if (message.req_output_args != null && $Object.hasOwnProperty.call(message, "req_output_args"))
                    $root.usp.OperateResp.OperationResult.OutputArgs.encode(message.req_output_args, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.cmd_failure != null && $Object.hasOwnProperty.call(message, "cmd_failure"))
                    $root.usp.OperateResp.OperationResult.CommandFailure.encode(message.cmd_failure, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            OperationResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.OperateResp.OperationResult();
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
                                message.executed_command = value;
                            else
                                delete message.executed_command;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.req_obj_path = reader.stringVerify();
                            message.operation_resp = "req_obj_path";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.req_output_args = $root.usp.OperateResp.OperationResult.OutputArgs.decode(reader, reader.size(), $undefined, _depth + 1, message.req_output_args);
                            message.operation_resp = "req_output_args";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.cmd_failure = $root.usp.OperateResp.OperationResult.CommandFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.cmd_failure);
                            message.operation_resp = "cmd_failure";
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

            OperationResult.OutputArgs = (function() {

                const OutputArgs = function (properties) {
                    this.output_args = $Object.create(null);
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OutputArgs.prototype.output_args = $util.emptyObject;

                OutputArgs.create = function(properties) {
                    return new OutputArgs(properties);
                };

                OutputArgs.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.output_args != null && $Object.hasOwnProperty.call(message, "output_args"))
                        for (let keys = $Object.keys(message.output_args), i = 0; i < keys.length; ++i)
                            writer.uint32(10).fork().uint32(10).string(keys[i]).uint32(18).string(message.output_args[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OutputArgs.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.usp.OperateResp.OperationResult.OutputArgs();
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
                                if (message.output_args === $util.emptyObject)
                                    message.output_args = $Object.create(null);
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.output_args, key);
                                message.output_args[key] = value;
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

                return OutputArgs;
            })();

            OperationResult.CommandFailure = (function() {

                const CommandFailure = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CommandFailure.prototype.err_code = 0;
                CommandFailure.prototype.err_msg = "";

                CommandFailure.create = function(properties) {
                    return new CommandFailure(properties);
                };

                CommandFailure.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                        writer.uint32(13).fixed32(message.err_code);
                    if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                        writer.uint32(18).string(message.err_msg);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CommandFailure.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.OperateResp.OperationResult.CommandFailure();
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
                                if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                if (value = reader.fixed32())
                                    message.err_code = value;
                                else
                                    delete message.err_code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                if ((value = reader.stringVerify()).length)
                                    message.err_msg = value;
                                else
                                    delete message.err_msg;
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

                return CommandFailure;
            })();

            return OperationResult;
        })();

        return OperateResp;
    })();

    usp.Register = (function() {

        const Register = function (properties) {
            this.reg_paths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Register.prototype.allow_partial = false;
        Register.prototype.reg_paths = $util.emptyArray;

        Register.create = function(properties) {
            return new Register(properties);
        };

        Register.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.allow_partial != null && $Object.hasOwnProperty.call(message, "allow_partial") && message.allow_partial !== false)
                writer.uint32(8).bool(message.allow_partial);
            if (message.reg_paths != null && message.reg_paths.length)
                for (let i = 0; i < message.reg_paths.length; ++i)
                    $root.usp.Register.RegistrationPath.encode(message.reg_paths[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Register.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Register();
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
                        if (value = reader.bool())
                            message.allow_partial = value;
                        else
                            delete message.allow_partial;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                        if (!(message.reg_paths && message.reg_paths.length))
                            message.reg_paths = [];
                        message.reg_paths.push($root.usp.Register.RegistrationPath.decode(reader, reader.size(), $undefined, _depth + 1));
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

        Register.RegistrationPath = (function() {

            const RegistrationPath = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegistrationPath.prototype.path = "";

            RegistrationPath.create = function(properties) {
                return new RegistrationPath(properties);
            };

            RegistrationPath.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(10).string(message.path);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegistrationPath.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.Register.RegistrationPath();
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
                                message.path = value;
                            else
                                delete message.path;
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

            return RegistrationPath;
        })();

        return Register;
    })();

    usp.RegisterResp = (function() {

        const RegisterResp = function (properties) {
            this.registered_path_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RegisterResp.prototype.registered_path_results = $util.emptyArray;

        RegisterResp.create = function(properties) {
            return new RegisterResp(properties);
        };

        RegisterResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.registered_path_results != null && message.registered_path_results.length)
                for (let i = 0; i < message.registered_path_results.length; ++i)
                    $root.usp.RegisterResp.RegisteredPathResult.encode(message.registered_path_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RegisterResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.RegisterResp();
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
                        if (!(message.registered_path_results && message.registered_path_results.length))
                            message.registered_path_results = [];
                        message.registered_path_results.push($root.usp.RegisterResp.RegisteredPathResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        RegisterResp.RegisteredPathResult = (function() {

            const RegisteredPathResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RegisteredPathResult.prototype.requested_path = "";
            RegisteredPathResult.prototype.oper_status = null;

            RegisteredPathResult.create = function(properties) {
                return new RegisteredPathResult(properties);
            };

            RegisteredPathResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.oper_status != null && $Object.hasOwnProperty.call(message, "oper_status"))
                    $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.encode(message.oper_status, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RegisteredPathResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.RegisterResp.RegisteredPathResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.oper_status = $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_status);
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

            RegisteredPathResult.OperationStatus = (function() {

                const OperationStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OperationStatus.prototype.oper_failure = null;
                OperationStatus.prototype.oper_success = null;

                let $oneOfFields;

                $Object.defineProperty(OperationStatus.prototype, "oper_status", {
                    get: $util.oneOfGetter($oneOfFields = ["oper_failure", "oper_success"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OperationStatus.create = function(properties) {
                    return new OperationStatus(properties);
                };

                OperationStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.oper_failure != null && $Object.hasOwnProperty.call(message, "oper_failure"))
                        $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.OperationFailure.encode(message.oper_failure, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.oper_success != null && $Object.hasOwnProperty.call(message, "oper_success"))
                        $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.OperationSuccess.encode(message.oper_success, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OperationStatus.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.RegisterResp.RegisteredPathResult.OperationStatus();
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
                                message.oper_failure = $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.OperationFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_failure);
                                message.oper_status = "oper_failure";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                message.oper_success = $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.OperationSuccess.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_success);
                                message.oper_status = "oper_success";
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

                OperationStatus.OperationFailure = (function() {

                    const OperationFailure = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationFailure.prototype.err_code = 0;
                    OperationFailure.prototype.err_msg = "";

                    OperationFailure.create = function(properties) {
                        return new OperationFailure(properties);
                    };

                    OperationFailure.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                            writer.uint32(13).fixed32(message.err_code);
                        if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                            writer.uint32(18).string(message.err_msg);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationFailure.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.OperationFailure();
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
                                    if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (value = reader.fixed32())
                                        message.err_code = value;
                                    else
                                        delete message.err_code;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if ((value = reader.stringVerify()).length)
                                        message.err_msg = value;
                                    else
                                        delete message.err_msg;
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

                    return OperationFailure;
                })();

                OperationStatus.OperationSuccess = (function() {

                    const OperationSuccess = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationSuccess.prototype.registered_path = "";

                    OperationSuccess.create = function(properties) {
                        return new OperationSuccess(properties);
                    };

                    OperationSuccess.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.registered_path != null && $Object.hasOwnProperty.call(message, "registered_path") && message.registered_path !== "")
                            writer.uint32(10).string(message.registered_path);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationSuccess.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.RegisterResp.RegisteredPathResult.OperationStatus.OperationSuccess();
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
                                        message.registered_path = value;
                                    else
                                        delete message.registered_path;
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

                    return OperationSuccess;
                })();

                return OperationStatus;
            })();

            return RegisteredPathResult;
        })();

        return RegisterResp;
    })();

    usp.Deregister = (function() {

        const Deregister = function (properties) {
            this.paths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Deregister.prototype.paths = $util.emptyArray;

        Deregister.create = function(properties) {
            return new Deregister(properties);
        };

        Deregister.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.paths != null && message.paths.length)
                for (let i = 0; i < message.paths.length; ++i)
                    writer.uint32(10).string(message.paths[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Deregister.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.Deregister();
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
                        if (!(message.paths && message.paths.length))
                            message.paths = [];
                        message.paths.push(reader.stringVerify());
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

        return Deregister;
    })();

    usp.DeregisterResp = (function() {

        const DeregisterResp = function (properties) {
            this.deregistered_path_results = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DeregisterResp.prototype.deregistered_path_results = $util.emptyArray;

        DeregisterResp.create = function(properties) {
            return new DeregisterResp(properties);
        };

        DeregisterResp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.deregistered_path_results != null && message.deregistered_path_results.length)
                for (let i = 0; i < message.deregistered_path_results.length; ++i)
                    $root.usp.DeregisterResp.DeregisteredPathResult.encode(message.deregistered_path_results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DeregisterResp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.usp.DeregisterResp();
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
                        if (!(message.deregistered_path_results && message.deregistered_path_results.length))
                            message.deregistered_path_results = [];
                        message.deregistered_path_results.push($root.usp.DeregisterResp.DeregisteredPathResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

        DeregisterResp.DeregisteredPathResult = (function() {

            const DeregisteredPathResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeregisteredPathResult.prototype.requested_path = "";
            DeregisteredPathResult.prototype.oper_status = null;

            DeregisteredPathResult.create = function(properties) {
                return new DeregisteredPathResult(properties);
            };

            DeregisteredPathResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requested_path != null && $Object.hasOwnProperty.call(message, "requested_path") && message.requested_path !== "")
                    writer.uint32(10).string(message.requested_path);
                if (message.oper_status != null && $Object.hasOwnProperty.call(message, "oper_status"))
                    $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.encode(message.oper_status, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeregisteredPathResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.usp.DeregisterResp.DeregisteredPathResult();
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
                                message.requested_path = value;
                            else
                                delete message.requested_path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                            message.oper_status = $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_status);
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

            DeregisteredPathResult.OperationStatus = (function() {

                const OperationStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OperationStatus.prototype.oper_failure = null;
                OperationStatus.prototype.oper_success = null;

                let $oneOfFields;

                $Object.defineProperty(OperationStatus.prototype, "oper_status", {
                    get: $util.oneOfGetter($oneOfFields = ["oper_failure", "oper_success"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OperationStatus.create = function(properties) {
                    return new OperationStatus(properties);
                };

                OperationStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.oper_failure != null && $Object.hasOwnProperty.call(message, "oper_failure"))
                        $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.OperationFailure.encode(message.oper_failure, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.oper_success != null && $Object.hasOwnProperty.call(message, "oper_success"))
                        $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.OperationSuccess.encode(message.oper_success, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OperationStatus.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus();
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
                                message.oper_failure = $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.OperationFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_failure);
                                message.oper_status = "oper_failure";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                message.oper_success = $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.OperationSuccess.decode(reader, reader.size(), $undefined, _depth + 1, message.oper_success);
                                message.oper_status = "oper_success";
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

                OperationStatus.OperationFailure = (function() {

                    const OperationFailure = function (properties) {
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationFailure.prototype.err_code = 0;
                    OperationFailure.prototype.err_msg = "";

                    OperationFailure.create = function(properties) {
                        return new OperationFailure(properties);
                    };

                    OperationFailure.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.err_code != null && $Object.hasOwnProperty.call(message, "err_code") && message.err_code !== 0)
                            writer.uint32(13).fixed32(message.err_code);
                        if (message.err_msg != null && $Object.hasOwnProperty.call(message, "err_msg") && message.err_msg !== "")
                            writer.uint32(18).string(message.err_msg);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationFailure.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.OperationFailure();
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
                                    if (wireType !== 5) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if (value = reader.fixed32())
                                        message.err_code = value;
                                    else
                                        delete message.err_code;
                                    continue;
                                }
                            case 2: {
                                    if (wireType !== 2) throw $Error("wrong wire type " + wireType + " of a known field");
                                    if ((value = reader.stringVerify()).length)
                                        message.err_msg = value;
                                    else
                                        delete message.err_msg;
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

                    return OperationFailure;
                })();

                OperationStatus.OperationSuccess = (function() {

                    const OperationSuccess = function (properties) {
                        this.deregistered_path = [];
                        if (properties)
                            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                    this[keys[i]] = properties[keys[i]];
                    };

                    OperationSuccess.prototype.deregistered_path = $util.emptyArray;

                    OperationSuccess.create = function(properties) {
                        return new OperationSuccess(properties);
                    };

                    OperationSuccess.encode = function (message, writer, _depth) {
                        if (!writer)
                            writer = $Writer.create();
                        if (_depth === $undefined)
                            _depth = 0;
                        if (_depth > $util.recursionLimit)
                            throw $Error("max depth exceeded");
                        if (message.deregistered_path != null && message.deregistered_path.length)
                            for (let i = 0; i < message.deregistered_path.length; ++i)
                                writer.uint32(10).string(message.deregistered_path[i]);
                        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                            for (let i = 0; i < message.$unknowns.length; ++i)
                                writer.raw(message.$unknowns[i]);
                        return writer;
                    };

                    OperationSuccess.decode = function (reader, length, _end, _depth, _target) {
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
                        message = _target || new $root.usp.DeregisterResp.DeregisteredPathResult.OperationStatus.OperationSuccess();
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
                                    if (!(message.deregistered_path && message.deregistered_path.length))
                                        message.deregistered_path = [];
                                    message.deregistered_path.push(reader.stringVerify());
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

                    return OperationSuccess;
                })();

                return OperationStatus;
            })();

            return DeregisteredPathResult;
        })();

        return DeregisterResp;
    })();

    return usp;
})();
