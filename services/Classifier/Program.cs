using Moderation.Classifier;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.ServiceDefaults;
using Moderation.Text;

UnicodeSupport.Require();
if (args is [['-', ..], ..] or [])
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("classifier");
    var model = builder.AddModel();
    builder.AddBus(bus => bus.AddClassification(model));

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapHealth();
    app.MapScoring();
    await app.RunAsync();
    return 0;
}

return await Verbs.RunAsync(args);
