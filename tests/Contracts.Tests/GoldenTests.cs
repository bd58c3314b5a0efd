using System.Text.Json;
using Xunit;

namespace Moderation.Contracts.Tests;

/// <summary>
/// Messages outlive deployments: each is compared with its file under <c>Golden/</c>, which may only grow by members that are
/// optional.
/// </summary>
public class GoldenTests
{
    public static TheoryData<string> Messages => [.. Samples.All.Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_written_as_its_golden_file_says(string message)
    {
        var sample = Samples.All.Single(s => s.GetType().Name == message);
        var written = JsonSerializer.Serialize(sample, sample.GetType(), Indented);
        Assert.Equal(Golden(message), written);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_golden_file_is_read_as_the_same_message(string message)
    {
        var sample = Samples.All.Single(s => s.GetType().Name == message);
        var read = JsonSerializer.Deserialize(Golden(message), sample.GetType(), ContractJson.Options)!;
        Assert.Equivalent(sample, read, strict: true);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_member_from_a_later_version_is_ignored(string message)
    {
        var sample = Samples.All.Single(s => s.GetType().Name == message);
        var later = Golden(message).Insert(1, "\n  \"addedLater\": {\"a\": 1},");
        var read = JsonSerializer.Deserialize(later, sample.GetType(), ContractJson.Options)!;
        Assert.Equivalent(sample, read, strict: true);
    }

    [Fact]
    public void An_approval_from_before_there_were_edits_is_read_as_one_without()
    {
        var earlier = Golden(nameof(CommentApproved)).Replace(",\n  \"edited\": true", "", StringComparison.Ordinal);
        Assert.DoesNotContain("edited", earlier, StringComparison.Ordinal);

        Assert.False(JsonSerializer.Deserialize<CommentApproved>(earlier, ContractJson.Options)!.Edited);
    }

    [Fact]
    public void Every_message_has_a_golden_file_and_every_file_a_message() =>
        Assert.Equal(
            typeof(CommentSubmitted)
                .Assembly.GetExportedTypes()
                .Where(t => Subject.Any(name => t.GetProperty(name) is not null))
                .Select(t => t.Name)
                .Order(),
            Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order()
        );

    [Fact]
    public void No_message_has_room_for_a_phone_number_but_the_masked_one() =>
        Assert.Equal(
            [nameof(AuthorKeys.MaskedPhone), nameof(AuthorKeys.Phone)],
            typeof(CommentSubmitted)
                .Assembly.GetExportedTypes()
                .SelectMany(t => t.GetProperties())
                .Select(p => p.Name)
                .Where(n => n.Contains("Phone", StringComparison.Ordinal))
                .Order()
        );

    /// <summary>What a message is about: it has one of them.</summary>
    private static readonly string[] Subject = [nameof(CommentSubmitted.CommentId), nameof(ArticleChanged.ArticleId)];

    private static readonly JsonSerializerOptions Indented = new(ContractJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    private static string Golden(string message) => File.ReadAllText(Path.Combine(Folder, message + ".json")).TrimEnd('\n');
}
