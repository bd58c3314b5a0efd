using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Moderation.Architecture.Tests.Charts;

/// <summary><c>docker-compose.yml</c> with its anchors resolved.</summary>
internal static class ComposeFile
{
    /// <summary>What each service is given, by name.</summary>
    public static IReadOnlyDictionary<string, Dictionary<object, object>> Services { get; } = Read();

    /// <summary>The environment variables of a service.</summary>
    public static IEnumerable<string> VariablesOf(string service) =>
        ((Dictionary<object, object>)Services[service]["environment"]).Keys.Cast<string>();

    private static Dictionary<string, Dictionary<object, object>> Read()
    {
        var parser = new MergingParser(new Parser(new StringReader(Tree.Read("docker-compose.yml"))));
        var file = (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize(parser)!;
        return ((Dictionary<object, object>)file["services"]).ToDictionary(
            service => (string)service.Key,
            service => (Dictionary<object, object>)service.Value,
            StringComparer.Ordinal
        );
    }
}
