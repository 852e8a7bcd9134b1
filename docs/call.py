"""A generic gRPC client: it knows nothing of patrold and asks the daemon itself for its methods.

    python docs/call.py                                            lists the services and methods
    python docs/call.py patrol.v1.DispatchService/ListUnits        calls one; the request is JSON, {} when left out

Needs the packages grpcio and grpcio-reflection. PATROLD names another address than 127.0.0.1:7443.
"""

import os
import sys

import grpc
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

DEADLINE_S = 10


def main():
    channel = grpc.insecure_channel(os.environ.get("PATROLD", "127.0.0.1:7443"))
    database = ProtoReflectionDescriptorDatabase(channel)
    pool = DescriptorPool(database)
    if len(sys.argv) < 2:
        for service in database.get_services():
            for method in pool.FindServiceByName(service).methods:
                print(f"{service}/{method.name}")
        return
    service, _, name = sys.argv[1].partition("/")
    method = pool.FindServiceByName(service).FindMethodByName(name)
    request = json_format.Parse(sys.argv[2] if len(sys.argv) > 2 else "{}", GetMessageClass(method.input_type)())
    kind = channel.unary_stream if method.server_streaming else channel.unary_unary
    call = kind(
        f"/{sys.argv[1]}",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=GetMessageClass(method.output_type).FromString,
    )
    try:
        if method.server_streaming:
            for response in call(request):
                print(json_format.MessageToJson(response, preserving_proto_field_name=True), flush=True)
        else:
            print(json_format.MessageToJson(call(request, timeout=DEADLINE_S), preserving_proto_field_name=True))
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")
    except KeyboardInterrupt:
        pass


main()
