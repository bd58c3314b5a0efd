using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

public static class RetentionSetup
{
    /// <summary>Has data of one kind removed after their time. After <c>AddDatabase</c>.</summary>
    public static void AddRetention<TJob>(this WebApplicationBuilder builder)
        where TJob : RetentionJob
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<RetentionJob, TJob>();
        if (builder.Services.Any(service => service.ServiceType == typeof(RetentionStore)))
            return;
        builder.Services.AddSingleton(new MigrationScripts(typeof(RetentionJob).Assembly, ".Retention.Migrations."));
        builder.Services.AddSingleton<RetentionStore>();
        builder.Services.AddSingleton(services => new RetentionReports(
            services.GetServices<RetentionJob>(),
            services.GetRequiredService<RetentionStore>()
        ));
        builder.Services.AddHostedService<RetentionRounds>();
        builder.Services.AddHostedService<RetentionReadings>();
    }

    /// <summary>On the operations port.</summary>
    public static void MapRetentionReports(this WebApplication app) => app.MapOperations(RetentionApi.MapReports);

    /// <summary>The same, and for the console, which shows <see cref="OperationKey"/>, runs.</summary>
    public static void MapRetentionRuns(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapRetentionReports();
        RetentionApi.MapRuns(app.MapOperation("/retention"));
    }
}
