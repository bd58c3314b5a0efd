using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class ServiceOptionsTests
{
    private static readonly string Random = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public void A_missing_or_malformed_key_is_refused_everywhere(string? value) =>
        Assert.Contains("Keys:Phone", Refusal("Development", ("Keys:Phone", value)), StringComparison.Ordinal);

    [Fact]
    public void A_key_of_zeros_is_refused_in_production() =>
        Assert.Contains(
            "Keys:Phone looks like a sample",
            Refusal("Production", ("Keys:Phone", Convert.ToBase64String(new byte[32]))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("amqp://guest:guest@broker/")]
    [InlineData("Host=db;Password=changeme")]
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

    private sealed class Other
    {
        [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "{0} must be between {1} and {2}.")]
        public TimeSpan Patience { get; set; }
    }
}
