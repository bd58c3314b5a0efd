using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Reports;

public static class ReportsSetup
{
    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ReportOptions>("Reports");
        builder.Services.AddSingleton<ReportStore>();
        builder.Services.AddSingleton<ReportForm>();
        builder.AddRetention<ReportRetention>();
        builder.Services.AddSingleton(services => new ReaderPasses(
            Convert.FromHexString(services.GetRequiredService<AuthorKeyDerivation>().Of("secret", "reader passes")),
            services.GetRequiredService<ReportOptions>().KeepReaders,
            services.GetRequiredService<TimeProvider>()
        ));
    }
}
