using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Contracts;

namespace Moderation.Moderator.Policy;

/// <summary>One value that differs between two versions of the settings.</summary>
/// <param name="Path">Such as <c>thresholds.toxicity.hold</c> or <c>sections.Thể thao.automaticApproval</c>.</param>
/// <param name="Before">Null where it was not set.</param>
/// <param name="After">Null where it is not set any more.</param>
public sealed record Change(string Path, JsonElement? Before, JsonElement? After)
{
    /// <summary>All that differs, by path.</summary>
    internal static IReadOnlyList<Change> Between(PolicySettings before, PolicySettings after)
    {
        var (old, @new) = (Values(before), Values(after));
        return
        [
            .. old
                .Keys.Union(@new.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(path => (Path: path, Before: old.GetValueOrDefault(path), After: @new.GetValueOrDefault(path)))
                .Where(change => !JsonNode.DeepEquals(change.Before, change.After))
                .Select(change => new Change(change.Path, Element(change.Before), Element(change.After))),
        ];
    }

    private static Dictionary<string, JsonNode?> Values(PolicySettings settings)
    {
        var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Add("", JsonSerializer.SerializeToNode(settings, ContractJson.Options));
        return values;

        void Add(string path, JsonNode? node)
        {
            if (node is not JsonObject members)
            {
                values[path] = node;
                return;
            }

            foreach (var (name, value) in members)
                Add(path.Length == 0 ? name : $"{path}.{name}", value);
        }
    }

    private static JsonElement? Element(JsonNode? node) => node is null ? null : JsonSerializer.SerializeToElement(node);
}
