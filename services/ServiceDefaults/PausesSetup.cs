using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

public static class PausesSetup
{
    /// <summary>Lets operators pause these stations. After <c>AddDatabase</c>.</summary>
    public static void AddPauses(this WebApplicationBuilder builder, params string[] stations) =>
        builder.AddPauses(patience: null, stations);

    /// <param name="builder">The service's builder.</param>
    /// <param name="patience">
    /// How long the stations rest at the start while the database is away. Then they go on, until it says that they are paused:
    /// for a service that can do without its database.
    /// </param>
    /// <param name="stations">Of <see cref="Stations"/>.</param>
    public static void AddPauses(this WebApplicationBuilder builder, TimeSpan? patience, params string[] stations)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new PausableStations(stations, patience));
        builder.Services.AddSingleton(new MigrationScripts(typeof(Pauses).Assembly, ".Pauses.Migrations."));
        builder.Services.AddSingleton<PauseStore>();
        builder.Services.AddHostedService<PauseWatch>();
        builder.Services.AddExamination<PausesExamination>();
    }

    /// <summary>For the console, which shows <see cref="OperationKey"/>.</summary>
    public static void MapPauses(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        PausesApi.Map(app.MapOperation("/pauses"));
    }
}
