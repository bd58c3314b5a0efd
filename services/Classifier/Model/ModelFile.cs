using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Contracts;

namespace Moderation.Classifier.Model;

/// <summary>
/// A model as one file: magic, format, SHA-256 of all that follows, length of the header, header (JSON), weights in half
/// precision, first of the labels' heads, then of the words'. Little-endian.
/// </summary>
public static class ModelFile
{
    private const int Format = 1;
    private const int HashAt = 12;
    private const int ContentAt = HashAt + SHA256.HashSizeInBytes;
    private const int HeaderAt = ContentAt + sizeof(int);

    private static ReadOnlySpan<byte> Magic => "MODERATE"u8;

    public static byte[] Write(ClassifierModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var header = JsonSerializer.SerializeToUtf8Bytes(model.Header, ContractJson.Options);
        float[] all = [.. model.Weights, .. model.WordWeights ?? []];
        var weights = new Half[all.Length];
        TensorPrimitives.ConvertToHalf(all, weights);
        var file = new byte[HeaderAt + header.Length + (weights.Length * 2)];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(Magic.Length), Format);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(ContentAt), header.Length);
        header.CopyTo(file.AsSpan(HeaderAt));
        MemoryMarshal.AsBytes<Half>(weights).CopyTo(file.AsSpan(HeaderAt + header.Length));
        SHA256.HashData(file.AsSpan(ContentAt), file.AsSpan(HashAt));
        return file;
    }

    /// <param name="path">Of the file.</param>
    /// <param name="sha256">Of the whole file, in hexadecimal digits, known from elsewhere; null asks for none.</param>
    /// <exception cref="ModelRefusedException">
    /// The file is missing, damaged, made for another version, or not the one that is expected.
    /// </exception>
    public static ClassifierModel Load(string path, string? sha256 = null)
    {
        try
        {
            var file = File.ReadAllBytes(path);
            return sha256 is null ? Read(file) : Read(file, sha256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException("its file cannot be read", exception);
        }
    }

    /// <param name="file">The whole file.</param>
    /// <param name="sha256">Of the whole file, in hexadecimal digits, known from elsewhere.</param>
    /// <exception cref="ModelRefusedException">It is damaged, of another version, or not the one that is expected.</exception>
    public static ClassifierModel Read(ReadOnlySpan<byte> file, string sha256)
    {
        var actual = Convert.ToHexStringLower(SHA256.HashData(file));
        return actual.Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? Read(file)
            : throw new ModelRefusedException($"its SHA-256 is {actual}, and {sha256} is expected");
    }

    /// <exception cref="ModelRefusedException">The content is damaged, changed, or made for another version.</exception>
    public static ClassifierModel Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderAt || !file.StartsWith(Magic))
            throw new ModelRefusedException("it is no model file");
        if (BinaryPrimitives.ReadInt32LittleEndian(file[Magic.Length..]) != Format)
            throw new ModelRefusedException("its format is of another version");
        if (!SHA256.HashData(file[ContentAt..]).AsSpan().SequenceEqual(file[HashAt..ContentAt]))
            throw new ModelRefusedException("its content does not match its SHA-256");
        var length = BinaryPrimitives.ReadInt32LittleEndian(file[ContentAt..]);
        if (length < 0 || length > file.Length - HeaderAt)
            throw new ModelRefusedException("its header cannot be read");
        var header = file[HeaderAt..][..length];
        var stored = MemoryMarshal.Cast<byte, Half>(file[(HeaderAt + length)..]);
        var weights = new float[stored.Length];
        TensorPrimitives.ConvertToSingle(stored, weights);
        var described = Describe(header);
        var labels = Math.Min(described.Features.Slots * described.Heads.Count, weights.Length);
        return new ClassifierModel(
            described,
            weights[..labels],
            described.Words is null && labels == weights.Length ? null : weights[labels..]
        );
    }

    private static ModelHeader Describe(ReadOnlySpan<byte> header)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelHeader>(header, ContractJson.Options)
                ?? throw new ModelRefusedException("its header is empty");
        }
        catch (JsonException exception)
        {
            throw new ModelRefusedException("its header cannot be read", exception);
        }
    }
}
