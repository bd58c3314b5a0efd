using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class TelemetryTests
{
    [Fact]
    public void A_figure_that_can_be_read_no_more_is_told_for_half_a_minute_and_then_ends()
    {
        using var app = Build();
        var (time, told) = (new FakeTimeProvider(), new List<double>());
        var gauge = new Gauge(app.Services.GetRequiredService<IMeterFactory>(), time, "thu.tuoi", "s", "Thử.");
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "thu.tuoi")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => told.Add(value));
        listener.Start();

        listener.RecordObservableInstruments();
        Assert.Empty(told);
        gauge.Read(7);
        time.Advance(TimeSpan.FromSeconds(29));
        listener.RecordObservableInstruments();
        Assert.Equal([7], told);
        time.Advance(TimeSpan.FromSeconds(2));
        listener.RecordObservableInstruments();
        Assert.Equal([7], told);
    }

    [Fact]
    public void Lines_of_the_log_are_JSON_when_that_is_set_with_Vietnamese_as_it_is_written()
    {
        using var app = Build(("Logging:Console:FormatterName", "json"));
        var chosen = app.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName;
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(f => f.Name == chosen);
        using var line = new StringWriter();
        formatter.Write(
            new LogEntry<string>(LogLevel.Warning, "Moderation", default, "Hàng đợi đầy", null, (state, _) => state),
            scopeProvider: null,
            line
        );
        Assert.Contains("Hàng đợi đầy", line.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(line.ToString());
        Assert.Equal("Warning", json.RootElement.GetProperty("LogLevel").GetString());
        Assert.EndsWith("Z", json.RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:4317")]
    [InlineData("ftp://thu.example")]
    [InlineData("nhà")]
    public void An_address_for_the_export_that_is_none_ends_the_start(string address)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Build(("OTEL_EXPORTER_OTLP_ENDPOINT", address)));
        Assert.StartsWith("OTEL_EXPORTER_OTLP_ENDPOINT must be an address", refusal.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddServiceDefaults("bare");
        return builder.Build();
    }
}
