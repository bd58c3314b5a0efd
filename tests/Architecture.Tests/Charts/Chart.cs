using k8s;
using YamlDotNet.Serialization;

namespace Moderation.Architecture.Tests.Charts;

/// <summary>The chart of <c>infra/helm</c>, rendered as Helm would.</summary>
internal sealed class Chart
{
    public const string Folder = "infra/helm/moderation";

    private readonly Template _template = new();
    private readonly List<Func<object?, string>> _files;

    public Chart()
    {
        _files =
        [
            .. Directory
                .GetFiles(Path.Combine(Testing.Parts.ProjectRoot, Folder, "templates"))
                .Order(StringComparer.Ordinal)
                .Select(path => _template.Read(File.ReadAllText(path))),
        ];
        Values = Map(Parse(Tree.Read(Folder + "/values.yaml")));
    }

    /// <summary>As <c>values.yaml</c> has them; a test may set others.</summary>
    public Dictionary<string, object?> Values { get; }

    public Dictionary<string, object?> Part(params string[] path) =>
        path.Aggregate(Values, (map, name) => (Dictionary<string, object?>)map[name]!);

    /// <summary>Every object, of types that refuse what Kubernetes does not know.</summary>
    public IReadOnlyList<object> Render(bool upgrade = false)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Values"] = Values,
            ["Chart"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["AppVersion"] = "1.0.0" },
            ["Release"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Name"] = "paper",
                ["Revision"] = 3L,
                ["IsUpgrade"] = upgrade,
            },
            ["Files"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Get"] = (Func<string, string>)(path => Tree.Read(Path.Combine(Folder, path))),
            },
        };
        return
        [
            .. _files
                .SelectMany(file => file(data).Split("\n---"))
                .Where(document => document.Split('\n').Any(line => line.Length > 0 && line[0] != '#'))
                .SelectMany(document => KubernetesYaml.LoadAllFromString(document, CustomResources.Types, strict: true)),
        ];
    }

    /// <summary>What YAML says, with its numbers and switches as such.</summary>
    public static object? Parse(string yaml) =>
        Plain(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml));

    private static Dictionary<string, object?> Map(object? value) => (Dictionary<string, object?>)value!;

    private static object? Plain(object? value) =>
        value switch
        {
            Dictionary<object, object> map => map.ToDictionary(
                pair => (string)pair.Key,
                pair => Plain(pair.Value),
                StringComparer.Ordinal
            ),
            List<object> list => list.Select(Plain).ToList(),
            byte or short or int => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
            _ => value,
        };
}
