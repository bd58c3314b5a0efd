using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class ServiceOptionsTests
{
    private static readonly string Random = NewKey();

    /// <summary>What people make up instead of 32 random bytes.</summary>
    public static TheoryData<string> MadeUp =>
        [
            Base64(i => 0),
            Base64(i => (byte)i),
            Base64(i => (byte)(31 - i)),
            Base64(i => (byte)(i + 200)),
            Base64(i => (byte)(i * 7)),
            Base64(i => (byte)(i * i)),
            Base64(i => (byte)(i / 2)),
            Base64(i => (byte)"0123456789abcdef"[i % 16]),
            Base64(i => (byte)"a long text of thirty-two letters"[i]),
            Base64(i => Convert.FromBase64String(Random)[i % 16]),
            Base64(i => (byte)(i % 2 == 0 ? 0xAA : i)),
        ];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public void A_missing_or_malformed_key_is_refused_everywhere(string? value) =>
        Assert.Contains("Keys:Phone", Refusal("Development", ("Keys:Phone", value)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(MadeUp))]
    public void A_key_that_somebody_made_up_is_refused_in_production(string key)
    {
        Assert.Contains("Keys:Phone looks like a sample", Refusal("Production", ("Keys:Phone", key)), StringComparison.Ordinal);
        Assert.Contains(
            "Keys:Hook looks like a sample",
            Refusal("Production", ("Keys:Phone", Random), ("Keys:Hook", "whsec_" + key)),
            StringComparison.Ordinal
        );
        Assert.Equal(key, Read("Development", ("Keys:Phone", key)).Phone);
    }

    [Fact]
    public void Random_keys_are_never_taken_for_made_up_ones()
    {
        for (var i = 0; i < 2_000; i++)
            Read("Production", ("Keys:Phone", NewKey()), ("Keys:Login", NewKey()), ("Keys:Hook", "whsec_" + NewKey(24)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("short-but-mixed")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    [InlineData("9876543210zyxwvutsrqponmlk")]
    [InlineData("k3yk3yk3yk3yk3yk3yk3yk3y")]
    [InlineData("R7f!xQ2mR7f!xQ2mR7f!xQ2m")]
    [InlineData("amqp://moderation:a@broker/")]
    [InlineData("Host=db;Username=intake;Password=short")]
    public void A_secret_that_can_be_guessed_is_refused_in_production(string value)
    {
        var refusal = Refusal("Production", ("Keys:Phone", Random), ("Keys:Login", value));

        Assert.Contains("Keys:Login can be guessed", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(value + " ", refusal, StringComparison.Ordinal);
        Assert.Equal(value, Read("Development", ("Keys:Phone", Random), ("Keys:Login", value)).Login);
    }

    [Theory]
    [InlineData("6ce71c9e0f434d5f9cb0c2f9f0b1f7a3")]
    [InlineData("amqp://moderation:6ce71c9e0f434d5f9cb0c2f9f0b1f7a3@broker/moderation")]
    [InlineData("Host=db;Database=intake;Username=intake;Password=6ce71c9e0f434d5f9cb0c2f9f0b1f7a3")]
    [InlineData("Host=/run/postgresql;Database=intake")]
    public void A_secret_of_ones_own_is_taken(string value) =>
        Assert.Equal(value, Read("Production", ("Keys:Phone", Random), ("Keys:Login", value)).Login);

    [Fact]
    public void One_secret_for_two_purposes_is_refused_in_production_also_across_sections_and_however_it_is_written()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Keys:Phone"] = Random,
                    ["Keys:Others:0:Token"] = Random,
                    ["Keys:Others:0:Patience"] = "00:00:10",
                    ["More:Phone"] = NewKey(),
                    ["More:Hook"] = "whsec_" + Random,
                    ["More:Login"] = $"amqp://broker:{Uri.EscapeDataString(Random)}@broker/",
                }
            )
            .Build();
        var production = new HostingEnvironment { EnvironmentName = "Production" };

        var first = Assert.Throws<InvalidOperationException>(() => configuration.Read<Sample>(production, "Keys")).Message;
        var second = Assert.Throws<InvalidOperationException>(() => configuration.Read<Sample>(production, "More")).Message;

        Assert.Equal(
            "Keys:Others:0:Token is the same secret as Keys:Phone. In Production each purpose needs one of its own.",
            first
        );
        Assert.Equal(
            [
                "More:Login is the same secret as Keys:Phone. In Production each purpose needs one of its own.",
                "More:Hook is the same secret as Keys:Phone. In Production each purpose needs one of its own.",
            ],
            second.Split(Environment.NewLine)
        );
        var development = new HostingEnvironment { EnvironmentName = "Development" };
        Assert.Equal(Random, configuration.Read<Sample>(development, "Keys").Phone);
    }

    [Theory]
    [InlineData("amqp://guest:guest@broker/")]
    [InlineData("amqp://guest:gues%74@broker/")]
    [InlineData("amqp://%67%75%65%73%74:%67%75%65%73%74@broker/")]
    [InlineData("amqp://guest:gues%2574@broker/")]
    [InlineData("amqp://moderation:GUEST@broker/")]
    [InlineData("amqp://moderation:moderation@broker/")]
    [InlineData("amqps://intake:ch%61ngeme@broker/")]
    [InlineData("Host=db;Password=changeme")]
    [InlineData("Host=db;Password = 'postgres'")]
    [InlineData("Server=db;User Id=intake;Pwd=intake")]
    [InlineData("this-is-a-sample-key-0b7e")]
    public void A_sample_secret_is_refused_in_production_and_not_told(string value)
    {
        var refusal = Refusal("Production", ("Keys:Phone", Random), ("Keys:Login", value));
        Assert.Contains("Keys:Login holds a sample value", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_key_is_taken() =>
        Assert.Equal(Random, Read("Production", ("Keys:Phone", Random), ("Keys:Login", null)).Phone);

    [Fact]
    public void Whatever_is_wrong_is_named_at_once_each_by_its_key_and_with_what_to_do() =>
        Assert.Equal(
            [
                "Keys:Phone is not configured. Set it, for example as the environment variable Keys__Phone.",
                "Keys:Address must be an address that begins with https:// or http://.",
                "Keys:Others:1:Patience must be between 00:00:01 and 00:01:00.",
            ],
            Refusal(
                    "Development",
                    ("Keys:Address", "ftp://bao.vn"),
                    ("Keys:Others:0:Patience", "00:00:10"),
                    ("Keys:Others:1:Patience", "1.00:00:00")
                )
                .Split(Environment.NewLine)
        );

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public void Options_can_ask_more_in_production(string environment, bool refused)
    {
        (string, string?)[] values = [("Keys:Phone", Random), ("Keys:Careless", "true")];
        if (refused)
            Assert.Equal("Keys:Careless is not for Production.", Refusal(environment, values));
        else
            Assert.True(Read(environment, values).Careless);
    }

    private static string Refusal(string environment, params (string Key, string? Value)[] values) =>
        Assert.Throws<InvalidOperationException>(() => Read(environment, values)).Message;

    private static Sample Read(string environment, params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value)))
            .Build()
            .Read<Sample>(new HostingEnvironment { EnvironmentName = environment }, "Keys");

    private sealed class Sample : IValidatableObject
    {
        [Configured, RandomKey]
        public string Phone { get; set; } = "";

        [Secret]
        public string? Login { get; set; }

        [WebhookSecret]
        public string? Hook { get; set; }

        [HttpAddress]
        public Uri? Address { get; set; }

        public bool Careless { get; set; }

        [ValidateEnumeratedItems]
        public IReadOnlyList<Other> Others { get; set; } = [];

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Careless && validationContext.IsProduction())
                yield return new("Keys:Careless is not for Production.");
        }
    }

    private static string NewKey(int bytes = 32) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    private static string Base64(Func<int, byte> value) => Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(value)]);

    private sealed class Other
    {
        [Secret]
        public string? Token { get; set; }

        [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "{0} must be between {1} and {2}.")]
        public TimeSpan Patience { get; set; }
    }
}
