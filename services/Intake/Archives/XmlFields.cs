using System.Text;
using System.Xml;

namespace Moderation.Intake.Archives;

/// <summary>Reads XML of any size without holding more of it than a comment.</summary>
internal static class XmlFields
{
    /// <summary>Of a text, in UTF-16 units; what is longer is no comment that could be taken in.</summary>
    private const int Longest = 64 * 1024;

    /// <summary>No document type is read, so nothing in it can expand, and nothing outside is fetched.</summary>
    public static XmlReader Open(Stream archive) =>
        XmlReader.Create(
            archive,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                // Control characters are an error of their comment, not of all that follow.
                CheckCharacters = false,
            }
        );

    public static long LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    /// <summary>
    /// The texts of the elements within the current one, by their local names; <c>author/name</c> is one within another, and
    /// <c>parent@id</c> an attribute. Null is a text that is too long. Ends on the current element's end.
    /// </summary>
    public static Dictionary<string, string?> Read(XmlReader reader, params string[] wanted)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (reader.IsEmptyElement)
            return fields;
        var depth = reader.Depth;
        reader.Read();
        while (!reader.EOF && reader.Depth > depth)
        {
            var name = reader.LocalName;
            var inner = wanted.Where(w => w.StartsWith(name + "/", StringComparison.Ordinal));
            string[] within = [.. inner.Select(w => w[(name.Length + 1)..])];
            if (reader.NodeType != XmlNodeType.Element)
                reader.Read();
            else if (within.Length > 0)
            {
                foreach (var (key, text) in Read(reader, within))
                    fields[$"{name}/{key}"] = text;
                reader.Read();
            }
            else if (wanted.Contains(name + "@id", StringComparer.Ordinal))
            {
                fields[name + "@id"] = AttributeOf(reader, "id");
                reader.Skip();
            }
            else if (wanted.Contains(name, StringComparer.Ordinal))
                fields[name] = Text(reader);
            else
                reader.Skip();
        }
        return fields;
    }

    /// <summary>Whatever its namespace.</summary>
    public static string? AttributeOf(XmlReader reader, string name)
    {
        string? value = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            if (reader.LocalName == name)
                value = reader.Value;
        reader.MoveToElement();
        return value;
    }

    /// <summary>The current element's text; ends behind it.</summary>
    /// <returns>Null when it is too long.</returns>
    public static string? Text(XmlReader reader)
    {
        var (text, whole, depth) = (new StringBuilder(), true, reader.Depth);
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }
        var chunk = new char[4096];
        reader.Read();
        while (!reader.EOF && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                for (int read; (read = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0;)
                {
                    whole = whole && text.Length + read <= Longest;
                    if (whole)
                        text.Append(chunk, 0, read);
                }
            }
            reader.Read();
        }
        reader.Read();
        return whole ? text.ToString() : null;
    }
}
