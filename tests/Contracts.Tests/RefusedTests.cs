using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Moderation.Contracts.Tests;

/// <summary>What no service sends, and none may believe.</summary>
public class RefusedTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Messages => [.. Samples.All.Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_null_where_there_must_be_a_value_is_refused(string message)
    {
        var refused = 0;
        foreach (var path in Required(Type(message), []))
        {
            Assert.Throws<JsonException>(() => Read(message, path, value: null));
            refused++;
        }
        Assert.True(refused >= 3);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_revision_or_version_that_is_out_of_all_reason_is_refused(string message)
    {
        var counts = Type(message).GetProperties().Where(member => member.Name is "Revision" or "Version").ToList();
        Assert.NotEmpty(counts);
        foreach (var path in counts.Select(member => (string[])[Json(member)]))
        {
            foreach (var count in (long[])[0, -1, 10_001, int.MaxValue, int.MinValue, 1L << 40])
                Assert.Throws<JsonException>(() => Read(message, path, count));
            Assert.NotNull(Read(message, path, 10_000));
        }
    }

    private static object? Read(string message, string[] path, JsonNode? value)
    {
        var body = JsonNode.Parse(Golden(message))!;
        path[..^1].Aggregate(body, (node, member) => node[member]!)[path[^1]] = value;
        return JsonSerializer.Deserialize(body, Type(message), ContractJson.Options);
    }

    /// <summary>The paths of all members that cannot be null, in the message and in the objects that it holds.</summary>
    private static IEnumerable<string[]> Required(Type type, string[] path) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.SetMethod is not null)
            .Where(member => Nullability.Create(member).ReadState == NullabilityState.NotNull)
            .SelectMany(member =>
                member.PropertyType.Namespace == type.Namespace && member.PropertyType is { IsEnum: false, IsClass: true }
                    ? Required(member.PropertyType, [.. path, Json(member)]).Prepend([.. path, Json(member)])
                    : (string[][])[[.. path, Json(member)]]
            );

    private static Type Type(string message) => Samples.All.Single(sample => sample.GetType().Name == message).GetType();

    private static string Json(MemberInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static string Golden(string message) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", message + ".json"));
}
