using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class SecretsTests
{
    private static readonly string Random = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public void A_missing_or_malformed_key_is_refused_everywhere(string? value) =>
        Assert.Throws<InvalidOperationException>(() => Configured(value).RequireKey(new Named("Development"), "Keys:Phone"));

    [Fact]
    public void A_key_of_zeros_is_refused_in_production() =>
        Assert.Throws<InvalidOperationException>(() =>
            Configured(Convert.ToBase64String(new byte[32])).RequireKey(new Named("Production"), "Keys:Phone")
        );

    [Theory]
    [InlineData("amqp://guest:guest@broker/")]
    [InlineData("Host=db;Password=changeme")]
    public void A_sample_secret_is_refused_in_production(string value) =>
        Assert.Throws<InvalidOperationException>(() => Configured(value).RequireSecret(new Named("Production"), "Keys:Phone"));

    [Fact]
    public void A_random_key_is_taken() =>
        Assert.Equal(32, Configured(Random).RequireKey(new Named("Production"), "Keys:Phone").Length);

    private static IConfiguration Configured(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Phone", value)]).Build();

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
