using System.Buffers.Binary;
using System.Text;

namespace Moderation.EndToEnd.Tests;

/// <summary>One message in the wire format of Protocol Buffers, read by field numbers.</summary>
internal sealed class Protobuf
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public Protobuf(ReadOnlyMemory<byte> message)
    {
        var place = 0;
        while (place < message.Length)
        {
            var tag = Varint(message.Span, ref place);
            var (field, type) = ((int)(tag >> 3), tag & 7);
            switch (type)
            {
                case 0:
                    _fields.Add((field, Varint(message.Span, ref place), default));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[place..]), default));
                    place += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref place);
                    _fields.Add((field, 0, message.Slice(place, length)));
                    place += length;
                    break;
                case 5:
                    place += 4;
                    break;
                default:
                    throw new InvalidDataException($"There is no wire type {type}.");
            }
        }
    }

    public IEnumerable<Protobuf> Messages(int field) =>
        _fields.Where(f => f.Field == field).Select(f => new Protobuf(f.Bytes));

    public ulong Number(int field) => _fields.FirstOrDefault(f => f.Field == field).Number;

    public string Hex(int field) => Convert.ToHexStringLower(_fields.FirstOrDefault(f => f.Field == field).Bytes.Span);

    public string Text(int field) => Encoding.UTF8.GetString(_fields.FirstOrDefault(f => f.Field == field).Bytes.Span);

    /// <summary>OTLP's <c>KeyValue</c>s, those that are texts.</summary>
    public Dictionary<string, string> Attributes(int field) =>
        Messages(field)
            .GroupBy(pair => pair.Text(1), StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.First().Messages(2).First().Text(1), StringComparer.Ordinal);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int place)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[place++];
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
                return value;
        }
    }
}
